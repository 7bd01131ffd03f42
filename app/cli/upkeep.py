"""`db upgrade` and `backup`."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from app.cli.arguments import complain, say
from app.cli.store import Refusal, Store
from app.config import Settings
from app.dumps import DumpFailed, dump
from sessions import backups
from sessions.database import BESIDE, copy_to, file_url, is_sqlite, reader_engine
from sessions.schema import new_id


def upgrade(args: argparse.Namespace, settings: Settings) -> int:
    """Make the database or bring it up to date."""
    say("数据库已更新。" if Store(settings).upgrade() else "数据库已是最新。")
    return 0


def backup(args: argparse.Namespace, settings: Settings) -> int:
    """Write a consistent copy of the database, also while a meeting runs on it; one of an open round is marked."""
    target = Path(args.file).absolute()
    if "?" in str(target):
        raise Refusal("文件名里不能有问号，请换一个。")
    if target.exists():
        raise Refusal(f"{target} 已经有了，不覆盖。请换一个文件名。")
    Store(settings).require_schema()
    copy = _copy_file if is_sqlite(settings.database_url) else partial(_dump, force=args.force)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        open_rounds = copy(settings, draft, target)
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


def _copy_file(settings: Settings, draft: Path, target: Path) -> list[str]:
    """Copy the embedded database and write the copy down, in itself and here; return the rounds open in it."""
    copy_to(settings.database_url, draft)
    copy = Store(replace(settings, database_url=file_url(draft)))
    with copy.read() as db:
        open_rounds = backups.open_rounds(db)
    entry = (new_id(), str(target), open_rounds)
    copy.write(backups.register, *entry)
    Store(settings).write(backups.register, *entry)
    return open_rounds


def _dump(settings: Settings, draft: Path, target: Path, *, force: bool) -> list[str]:
    """Have PostgreSQL dump itself and write the copy down; return the rounds open in it, where that is wanted."""

    def look(db: Session) -> list[str]:
        open_rounds = backups.open_rounds(db)
        if open_rounds and not force:
            raise Refusal(
                "有测评正在进行，现在没有备份：这时的备份里票和席位还连在一起。请等测评结束后再备份；"
                "一定要现在备份，就加上 --force，测评结束后服务会自动删除那一份。"
            )
        return open_rounds

    engine = reader_engine(settings.database_url)
    try:
        open_rounds = dump(engine, settings.database_url, draft, look)
    except DumpFailed as failed:
        raise Refusal(str(failed)) from None
    finally:
        engine.dispose()
    Store(settings).write(backups.register, new_id(), str(target), open_rounds)
    return open_rounds
