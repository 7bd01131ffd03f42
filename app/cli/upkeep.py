"""`db upgrade` and `backup`."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

from sqlalchemy.engine import make_url

from app.cli.arguments import complain, say
from app.cli.store import Refusal, Store
from app.config import Settings
from sessions import backups
from sessions.database import BESIDE, copy_to, file_url, is_sqlite
from sessions.schema import new_id


def upgrade(args: argparse.Namespace, settings: Settings) -> int:
    """Make the database or bring it up to date."""
    say("数据库已更新。" if Store(settings).upgrade() else "数据库已是最新。")
    return 0


def backup(args: argparse.Namespace, settings: Settings) -> int:
    """Write a consistent copy of the database, also while a meeting runs on it; one of an open round is marked."""
    target = Path(args.file).absolute()
    if not is_sqlite(settings.database_url):
        name = make_url(settings.database_url).database
        raise Refusal(
            f"PostgreSQL 数据库请用它自己的程序备份：pg_dump --format=custom --file={target} {name}"
            "（会议进行中也可以；恢复用 pg_restore）。测评正在进行时做的备份里，票和席位还连在一起，"
            "测评结束后请自己删除，再备份一次。"
        )
    if "?" in str(target):
        raise Refusal("文件名里不能有问号，请换一个。")
    if target.exists():
        raise Refusal(f"{target} 已经有了，不覆盖。请换一个文件名。")
    Store(settings).require_schema()
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        copy_to(settings.database_url, draft)
        open_rounds = _register(settings, draft, target)
        draft.rename(target)
    finally:
        for suffix in ("", *BESIDE):
            draft.with_name(draft.name + suffix).unlink(missing_ok=True)
    say(f"已备份到 {target}（{target.stat().st_size // 1024} KB）。")
    if open_rounds:
        complain(
            "注意：有测评正在进行，这份备份里票和席位还连在一起，请不要外传。"
            "测评结束后，服务会自动删除它；如果移到了别处，请在测评结束后自己删除，再备份一次。"
        )
    return 0


def _register(settings: Settings, draft: Path, target: Path) -> list[str]:
    """Write down the copy, in itself and here, before it lies at its place; return the rounds open in it."""
    copy = Store(replace(settings, database_url=file_url(draft)))
    with copy.read() as db:
        open_rounds = backups.open_rounds(db)
    entry = (new_id(), str(target), open_rounds)
    copy.write(backups.register, *entry)
    Store(settings).write(backups.register, *entry)
    return open_rounds
