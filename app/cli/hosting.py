"""`demo` and `serve`: open the port, see to the database, say where everything is, and serve."""

from __future__ import annotations

import argparse
import errno
import io
import logging
import os
import signal
import socket
import sys
from types import FrameType

from app import logs, runtime
from app.access import Tokens, screen_url, viewer_url
from app.cli.arguments import complain, say
from app.cli.demonstration import Record, open_category, prepare
from app.cli.store import Refusal, Store, meeting_of
from app.config import EVERY_ADDRESS, Settings
from app.qr import qr_text

CROWD_HINT = "另开一个终端运行 make crowd，会有 60 位模拟代表进场。按 Ctrl+C 停止，数据会保留。"


def serve(args: argparse.Namespace, settings: Settings) -> int:
    """Serve what is in the database; refuse without a secret key of one's own."""
    _stop_quietly()
    settings = settings.with_required_key()
    Store(settings).require_schema()
    listener = _listen(settings)
    if settings.public_url_is_here() is False:
        complain(f"注意：PUBLIC_URL 是 {settings.public_url}，不是这台电脑现在的地址，已印的票证可能扫不开。")
    say(f"述评已启动，监听 {settings.host}:{settings.port}，手机访问 {settings.public_url}")
    logs.configure()
    return _run(settings, listener)


def demo(args: argparse.Namespace, settings: Settings) -> int:
    """Make what is missing for the demonstration and serve it, with every address in the terminal."""
    _stop_quietly()
    settings = settings.with_made_key()
    listener = _listen(settings)
    store = Store(settings)
    store.upgrade()
    record = prepare(store, settings)
    with store.read() as db:
        meeting = meeting_of(db, record.meeting_code)
        title, meeting_id = meeting.title, meeting.id
    _introduce(settings, record, title, meeting_id)
    # a line a request would scroll the addresses away
    logs.configure(logging.WARNING)
    return _run(settings, listener)


def _introduce(settings: Settings, record: Record, title: str, meeting_id: str) -> None:
    url, code = settings.public_url, record.meeting_code
    join = f"{url}/o/{code}/{open_category()}"
    say(f"\n{title}（演示，人名地名均为虚构）    会议编号 {code}\n")
    say(f"主持台  {url}/console/{code}")
    say(f"        用户名 {record.name}    密码 {record.password}")
    say(f"大屏    {screen_url(url, Tokens(settings.secret_key), meeting_id)}")
    say(f"线上    {viewer_url(url, code)}")
    say(f"\n手机扫码进场（行业群众代表），或打开 {join}\n")
    say(_on_black(qr_text(join)) if sys.stdout.isatty() else qr_text(join))
    if "127.0.0.1" in url and settings.host in EVERY_ADDRESS:
        say("\n没有连上网络，只有这台电脑能打开以上地址。请连上会场的 Wi-Fi 后重新启动。")
    say(f"\n{CROWD_HINT}")


def _on_black(text: str) -> str:
    """Colour each line white on black, so that the code is also right in a terminal with a light ground."""
    return "\n".join(f"\x1b[97;40m{line}\x1b[0m" for line in text.split("\n"))


def _listen(settings: Settings) -> socket.socket:
    try:
        return runtime.listen(settings.host, settings.port)
    except OSError as e:
        if e.errno == errno.EADDRINUSE:
            raise Refusal(
                f"端口 {settings.port} 已被别的程序占用：请先关掉它，或换一个端口，例如 PORT={settings.port + 1}。"
            ) from None
        if e.errno == errno.EACCES:
            raise Refusal(f"没有权限使用端口 {settings.port}：请换 1024 以上的端口，例如 PORT=8000。") from None
        raise Refusal(f"不能在 {settings.host}:{settings.port} 监听：HOST 应当是这台电脑的地址，或 0.0.0.0。") from None


def _run(settings: Settings, listener: socket.socket) -> int:
    # loaded here: the short commands do without the web
    from app import process
    from app.web import create_app

    app = create_app(settings)
    process.start(app)
    runtime.serve(app, listener)
    return 0


def _stop_quietly() -> None:
    """Let Ctrl+C end the server with one line, whatever it is doing, as abruptly as a power cut: the data bear that.

    An exception would come up in any greenlet or library, each with its own words, or none.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        # not print, which may be what was interrupted, nor os.write, which would wait as a greenlet
        io.FileIO(sys.stdout.fileno(), "w", closefd=False).write("\n已停止，数据都在。\n".encode())
        os._exit(0)

    signal.signal(signal.SIGINT, stop)
