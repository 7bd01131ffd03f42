"""`db upgrade` and `backup`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from sqlalchemy import select

from app.cli.arguments import say
from app.cli.store import Refusal, Store
from app.config import Settings
from sessions.database import copy_to, is_sqlite, reader_engine, snapshot
from sessions.live.rounds import OPEN, Round


def upgrade(args: argparse.Namespace, settings: Settings) -> int:
    """Make the database or bring it up to date."""
    say("数据库已更新。" if Store(settings).upgrade() else "数据库已是最新。")
    return 0


def backup(args: argparse.Namespace, settings: Settings) -> int:
    """Write a consistent copy of the database, also while a meeting runs on it; never of an open round."""
    target = Path(args.file)
    if not is_sqlite(settings.database_url):
        raise Refusal("PostgreSQL 数据库请用 pg_dump 备份。")
    if target.exists():
        raise Refusal(f"{target} 已经有了，不覆盖。请换一个文件名。")
    Store(settings).require_schema()
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        copy_to(settings.database_url, draft)
        _refuse_open_round(draft)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    say(f"已备份到 {target}（{target.stat().st_size // 1024} KB）。")
    return 0


def _refuse_open_round(copy: Path) -> None:
    """Keep no copy that ties seats to ballots: while a round is open, it would do so for as long as it lies about."""
    engine = reader_engine(f"sqlite:///{copy}")
    try:
        with snapshot(engine) as db:
            if db.scalar(select(Round.id).where(Round.state == OPEN).limit(1)):
                raise Refusal("有测评正在进行，还没有封存，现在的备份会泄露谁投了哪张票。请在测评结束后再备份。")
    finally:
        engine.dispose()
