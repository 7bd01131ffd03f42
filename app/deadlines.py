"""What has its time: rounds that are to be closed, and the backups that must go after it.

Looked for twice a second, on whichever process, from the database alone.
"""

from __future__ import annotations

import time

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from app import backups as copies
from app import runtime
from app.bell import NOW
from app.logs import failed, log
from app.writer import Writer
from sessions import backups
from sessions.database import snapshot
from sessions.errors import ServerBusy
from sessions.live import seal

EVERY_S = 0.5
AGAIN_S = 30.0
"""How long a round that could not be sealed is left alone: its ballots are safe, whatever is wrong must be mended."""


class Deadlines:
    """The deadlines of the whole installation, as this process sees to them."""

    def __init__(self, writer: Writer, readers: Engine) -> None:
        self._writer = writer
        self._readers = readers
        self._stuck: dict[str, float] = {}
        """Rounds that could not be sealed, and when each is tried again."""
        self._kept: set[str] = set()
        """Backups that could not be deleted: said once."""

    def start(self) -> None:
        """Begin to watch."""
        runtime.spawn(self._watch)

    def _watch(self) -> None:
        while True:
            runtime.sleep(EVERY_S)
            try:
                self.close_due()
                self.delete_overdue()
            except Exception as error:
                # a database that is away for a moment must not leave every later deadline unwatched
                failed("deadlines.failed", error)

    def close_due(self) -> None:
        """Close what is due, each round by itself: a look costs a read, only a close costs a write."""
        now = int(time.time() * 1000)
        with snapshot(self._readers) as db:
            due = seal.due(db, now)
        for round_id, meeting_id in due:
            if self._stuck.get(round_id, 0.0) <= time.monotonic():
                self._close(round_id, meeting_id)

    def delete_overdue(self) -> None:
        """Delete the backups of rounds that are sealed by now, and strike them out."""
        for backup_id, path in copies.overdue(self._readers):
            try:
                if copies.delete(backup_id, path, self._readers):
                    log.info("backup.deleted", path=str(path))
            except OSError as error:
                if backup_id not in self._kept:
                    log.warning("backup.not_deleted", path=str(path), kind=type(error).__name__)
                self._kept.add(backup_id)
            else:
                self._writer.write(backups.forget, backup_id)

    def _close(self, round_id: str, meeting_id: str) -> None:
        try:
            self._writer.write(seal.close_due, round_id, meeting_id=meeting_id, touches=list, pace=NOW)
        except (ServerBusy, OperationalError):
            # the database's trouble, not this round's: it is tried again at once
            raise
        except Exception:
            if round_id not in self._stuck:
                log.exception("round.unsealable", round=round_id)
            self._stuck[round_id] = time.monotonic() + AGAIN_S
        else:
            self._stuck.pop(round_id, None)
