"""`reset`: throw the demonstration's data away and start over."""

from __future__ import annotations

import argparse
import socket
import sys

from app.cli.arguments import say
from app.cli.demonstration import read_record
from app.cli.store import Refusal
from app.config import EVERY_ADDRESS, Settings
from sessions.database import is_sqlite

OURS = ("shuping.db", "shuping.db-wal", "shuping.db-shm", "demo.json", "secret_key")
CROWDS = "crowd-*.json"


def reset(args: argparse.Namespace, settings: Settings) -> int:
    """Delete the embedded database and what `demo` keeps beside it, after asking; nothing else in the folder."""
    if not is_sqlite(settings.database_url):
        raise Refusal("reset 只清空自带的 SQLite 数据库。PostgreSQL 数据库请自行处理。")
    files = [path for name in OURS if (path := settings.data_dir / name).exists()]
    files += sorted(settings.data_dir.glob(CROWDS))
    if not files:
        say("没有数据可清空。运行 make demo 开始。")
        return 0
    record = read_record(settings.data_dir)
    if _answers(settings, record.port if record else settings.port):
        raise Refusal("服务还在运行：请先在那个终端按 Ctrl+C 停止，再清空。")
    if not args.yes and not _agreed(settings):
        say("没有清空。")
        return 1
    for path in files:
        path.unlink()
    say("已清空。运行 make demo 重新开始。")
    return 0


def _agreed(settings: Settings) -> bool:
    if not sys.stdin.isatty():
        raise Refusal("清空数据要先确认：请在终端里运行，或加 --yes。")
    question = f"将清空 {settings.data_dir} 里的全部会议、账号和票，不能恢复。确定吗？输入 yes 继续："
    return input(question).strip().lower() in ("yes", "y", "是")


def _answers(settings: Settings, port: int) -> bool:
    host = "127.0.0.1" if settings.host in EVERY_ADDRESS else settings.host
    try:
        with socket.create_connection((host, port), timeout=2):
            return True
    except OSError:
        return False
