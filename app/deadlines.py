"""Close rounds whose time is over: looked for twice a second, on whichever process, from the database alone."""

from __future__ import annotations

import time

from sqlalchemy import Engine, select

from app import runtime
from app.bell import NOW
from app.logs import log
from app.writer import Writer
from sessions.database import snapshot
from sessions.live import seal
from sessions.live.rounds import OPEN, Round

EVERY_S = 0.5


def start(writer: Writer, readers: Engine) -> None:
    """Begin to watch the deadlines."""
    runtime.spawn(_watch, writer, readers)


def _watch(writer: Writer, readers: Engine) -> None:
    while True:
        runtime.sleep(EVERY_S)
        try:
            close_due(writer, readers)
        except Exception:
            # a database that is away for a moment must not leave every later deadline unwatched
            log.exception("deadlines.failed")


def close_due(writer: Writer, readers: Engine) -> None:
    """Close what is due, if anything is: a look costs a read, only a close costs a write."""
    now = int(time.time() * 1000)
    with snapshot(readers) as db:
        due = db.scalar(select(Round.id).where(Round.state == OPEN, Round.closes_at <= now).limit(1))
    if due is not None:
        writer.write(seal.close_due, touches=list, pace=NOW)
