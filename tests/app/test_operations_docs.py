"""What the manual and the settings' file name is there: figures, log lines, settings."""

from __future__ import annotations

import os
import re
from pathlib import Path

import yaml

from app.config import Settings

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "operations.md").read_text("utf-8")
ENVIRONMENT = (ROOT / "deploy" / "shuping.env").read_text("utf-8")


def sources() -> str:
    """Return all source text of the application."""
    return "\n".join(path.read_text("utf-8") for path in (ROOT / "app").rglob("*.py"))


def test_every_figure_in_the_manual_is_one_of_ours() -> None:
    """And every one of ours is explained."""
    told = {name.removesuffix("_total") for name in re.findall(r"shuping_[a-z_]+", MANUAL)}
    given = set(re.findall(r'"(shuping_[a-z_]+)"', (ROOT / "app" / "metrics.py").read_text("utf-8")))

    assert told == given


def test_the_log_lines_of_the_manual_are_written_somewhere() -> None:
    """Whoever searches for them finds them."""
    named = re.findall(r"`((?:writer|database|bell|limits|traces)\.[a-z_]+)`", MANUAL)
    source = sources()

    assert len(named) >= 5
    assert [name for name in named if f'"{name}"' not in source] == []


def test_the_settings_file_holds_settings_that_are_right() -> None:
    """Each is read by the application, and those that are not left to the reader are taken."""
    lines = re.findall(r"^#?([A-Z_]+)=(.*)$", ENVIRONMENT, re.MULTILINE)
    source = (ROOT / "app" / "config.py").read_text("utf-8")
    assert [name for name, _ in lines if f'"{name}"' not in source] == []

    settings = Settings.read(dict(lines))

    assert (settings.host, settings.trusted_proxies, settings.secret_key) == ("127.0.0.1", 1, "")


def test_the_settings_file_explains_every_setting() -> None:
    """What the application reads is in it once, but for the port, which the unit gives."""
    config = (ROOT / "app" / "config.py").read_text("utf-8")
    read = set(re.findall(r'(?:environ\.get\(|_number\(environ, )"([A-Z_]+)"', config))

    explained = re.findall(r"^#?([A-Z_]+)=", ENVIRONMENT, re.MULTILINE)
    assert read - set(explained) == {"PORT"}
    assert len(explained) == len(set(explained))


def test_the_containers_are_told_settings_that_there_are() -> None:
    """And those that only the reader knows must be given before anything starts."""
    services = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))["services"]
    config = (ROOT / "app" / "config.py").read_text("utf-8")

    for name in ("server-1", "server-2", "upgrade"):
        told = services[name]["environment"]
        assert [setting for setting in told if f'"{setting}"' not in config] == []
        assert {"SECRET_KEY", "PUBLIC_URL", "DATABASE_URL", "REDIS_URL", "TRUSTED_PROXIES"} <= set(told)
        assert told["SECRET_KEY"] == "${SECRET_KEY:?}"
        given = {
            setting: re.sub(r"\$\{\w+:\?\}", "http://x" if "URL" in setting else "k" * 40, value)
            for setting, value in told.items()
        }
        assert Settings.read(given).trusted_proxies == 1


def test_the_units_start_what_is_there() -> None:
    """By the same file of settings, as nobody of importance."""
    for unit in ("shuping@.service", "shuping-backup.service"):
        text = (ROOT / "deploy" / unit).read_text("utf-8")
        assert "User=shuping\n" in text
        assert "EnvironmentFile=/etc/shuping/shuping.env\n" in text
        (started,) = re.findall(r"^ExecStart=/opt/shuping/(\S+)", text, re.MULTILINE)
        assert started.startswith(".venv/bin/") or os.access(ROOT / started, os.X_OK)
