"""The writer's clock: a ballot is judged by the time at which it can be stored, not at which it began to wait."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from app.bell import Pace
from app.writer import Writer
from sessions.errors import RoundClosed
from sessions.live import rounds
from tests.domain.making import Made, ballot


class _Silent:
    def ring(self, meeting_id: str, pace: Pace) -> None:
        """Nobody listens here."""


def test_a_deadline_that_passes_while_another_process_holds_the_database_refuses_the_ballot(tmp_path: Path) -> None:
    """A long command line beside the server, for instance."""
    made = Made(tmp_path)
    made.now = int(time.time() * 1000)
    made.start()
    made.now = int(time.time() * 1000) + 300 - 120_000 - rounds.GRACE_MS
    round_id = made.do(rounds.open_round, made.host, [made.subjects[0]], "seats", 120, None)["round_id"]
    writer, told = Writer(made.engine, _Silent()), list[Any]()
    writer.cast(
        ballot(made.voters[0], round_id, made.subjects[0], "1" * 32), lambda value, error: told.append((value, error))
    )
    other = sqlite3.connect(str(make_url(made.url).database), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.8, lambda: other.execute("ROLLBACK"))
    release.start()

    writer.work_once()

    release.join()
    other.close()
    ((value, error),) = told
    assert value is None
    assert isinstance(error, RoundClosed)
    made.close()
