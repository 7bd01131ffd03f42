"""The settings of a process, read once from the environment (CONTRACT.md 1)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from app.addresses import is_local, lan_address
from app.runtime import MODES
from sessions.database import sqlite_url

SHORTEST_KEY = 32
KEY_FILE = "secret_key"
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  phones in the hall must reach the server


class SettingError(Exception):
    """A setting is missing or wrong; the text is one Chinese line that names the variable and what to do."""


@dataclass(frozen=True, slots=True)
class Wifi:
    """The hall's wireless network, for the QR code on the screen."""

    ssid: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says, checked.

    ``secret_key`` is empty until ``with_required_key``, ``with_found_key`` or ``with_made_key`` has been asked;
    ``public_url`` has no slash at its end.
    """

    database_url: str = field(repr=False)
    data_dir: Path
    secret_key: str = field(repr=False)
    public_url: str
    host: str
    port: int
    async_mode: str
    redis_url: str | None = field(repr=False)
    trusted_proxies: int
    wifi: Wifi | None
    metrics_token: str | None = field(repr=False)
    max_viewers: int

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings. Raises SettingError for the first one that is wrong."""
        data_dir = Path(environ.get("DATA_DIR") or "instance").absolute()
        host = environ.get("HOST") or EVERY_ADDRESS[0]
        port = _number(environ, "PORT", default=8000, least=1, most=65535)
        return cls(
            database_url=_database_url(environ, data_dir),
            data_dir=data_dir,
            secret_key=_secret_key(environ),
            public_url=_public_url(environ, host, port),
            host=host,
            port=port,
            async_mode=_async_mode(environ),
            redis_url=_redis_url(environ),
            trusted_proxies=_number(environ, "TRUSTED_PROXIES", default=0, least=0, most=5),
            wifi=_wifi(environ),
            metrics_token=environ.get("METRICS_TOKEN") or None,
            max_viewers=_number(environ, "MAX_VIEWERS", default=2000, least=0, most=50_000),
        )

    @property
    def secure(self) -> bool:
        """Whether people reach the server by https, so that cookies may be kept from plain http."""
        return self.public_url.startswith("https://")

    def public_url_is_here(self) -> bool | None:
        """Say whether the slips' address is one of this machine now; None when only DNS could tell.

        False means that slips printed earlier lead nowhere in this hall: the console warns, and the screen shows the
        live address.
        """
        return is_local(urlsplit(self.public_url).hostname or "")

    def with_required_key(self) -> Settings:
        """Return the settings for ``serve``, which takes its key from the environment alone."""
        if not self.secret_key:
            raise SettingError(
                "没有设置 SECRET_KEY，正式服务不能启动：请设成至少 32 个随机字符"
                "（可用 python3 -c 'import secrets; print(secrets.token_hex(32))' 生成），并妥善保存。"
            )
        return self

    def with_found_key(self) -> Settings:
        """Return the settings with the key of the environment, or else the one that ``demo`` keeps in DATA_DIR."""
        if self.secret_key:
            return self
        try:
            kept = (self.data_dir / KEY_FILE).read_text("utf-8").strip()
        except FileNotFoundError:
            raise SettingError(
                f"没有设置 SECRET_KEY，{self.data_dir} 里也没有保存的密钥："
                "请设置与服务相同的 SECRET_KEY，或先运行 make demo。"
            ) from None
        except OSError as error:
            raise SettingError(f"读不到 DATA_DIR 里的密钥 {error.filename}：请检查文件权限。") from None
        return replace(self, secret_key=_checked_key(kept, f"{self.data_dir / KEY_FILE} 里的密钥"))

    def with_made_key(self) -> Settings:
        """Return the settings for ``demo``: with a key made once and kept, readable by this account only."""
        if self.secret_key:
            return self
        path = self.data_dir / KEY_FILE
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                _keep(path, secrets.token_hex(32))
        except OSError as error:
            raise SettingError(f"不能写入 DATA_DIR（{self.data_dir}）：{error.strerror}，请换一个目录。") from None
        return self.with_found_key()


def _keep(path: Path, key: str) -> None:
    """Write the key so that nobody ever finds a half-written or a readable one."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key)
    draft.rename(path)


def _number(environ: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingError(f"{name} 的值“{text}”不对：请填 {least} 到 {most} 之间的整数。")
    return int(text)


def _database_url(environ: Mapping[str, str], data_dir: Path) -> str:
    text = environ.get("DATABASE_URL") or sqlite_url(data_dir)
    try:
        backend = make_url(text).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in ("sqlite", "postgresql"):
        raise SettingError(
            "DATABASE_URL 不对：请填 sqlite:///文件路径 或 postgresql+psycopg://用户:密码@主机/库名，"
            "不填则用 DATA_DIR 里的 SQLite。"
        )
    return text


def _redis_url(environ: Mapping[str, str]) -> str | None:
    text = environ.get("REDIS_URL") or None
    if text is not None and not text.startswith(("redis://", "rediss://", "unix://")):
        raise SettingError("REDIS_URL 不对：请填 redis://主机:6379/0（或 unix:///套接字路径），没有 Redis 就不填。")
    return text


def _secret_key(environ: Mapping[str, str]) -> str:
    text = environ.get("SECRET_KEY", "").strip()
    return _checked_key(text, "SECRET_KEY") if text else ""


def _checked_key(text: str, where: str) -> str:
    if len(text) < SHORTEST_KEY:
        raise SettingError(f"{where} 太短：请用至少 {SHORTEST_KEY} 个随机字符。")
    return text


def _public_url(environ: Mapping[str, str], host: str, port: int) -> str:
    text = (environ.get("PUBLIC_URL") or "").rstrip("/")
    if not text:
        address = lan_address() if host in EVERY_ADDRESS else host
        name = f"[{address}]" if ":" in address else address
        return f"http://{name}" if port == 80 else f"http://{name}:{port}"
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or text != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        raise SettingError(
            f"PUBLIC_URL 的值“{text}”不对：请填手机能打开的地址，例如 http://192.168.1.10:8000，后面不带路径。"
        )
    return text


def _async_mode(environ: Mapping[str, str]) -> str:
    text = environ.get("ASYNC_MODE") or MODES[0]
    if text not in MODES:
        raise SettingError(f"ASYNC_MODE 的值“{text}”不对：请填 {'、'.join(MODES)} 之一。")
    return text


def _wifi(environ: Mapping[str, str]) -> Wifi | None:
    ssid = environ.get("WIFI_SSID")
    return Wifi(ssid, environ.get("WIFI_PASSWORD", "")) if ssid else None
