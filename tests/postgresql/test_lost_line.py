"""The line to PostgreSQL breaks: nothing is done twice, nothing is lost, and nobody hears more than 'later'."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app import writer as writing
from app.writer import Writer
from sessions.errors import ServerBusy
from sessions.live import course, rounds, seats
from sessions.live.ballots import Urn
from sessions.live.meetings import Meeting
from sessions.live.seats import Joined
from tests.domain.making import Made, ballot
from tests.postgresql.racing import Race

Break = Callable[..., None]


@pytest.fixture
def break_at_commit(race: Race) -> Break:
    """Let the line of the first process break at its next commit, before or after PostgreSQL has done it."""
    dialect = race.engines[0].dialect
    real = dialect.do_commit
    race.run([lambda writer: writer.write(nothing) or "connected"])

    def break_it(*, before: bool) -> None:
        def breaking(raw: Any) -> None:
            dialect.do_commit = real  # type: ignore[method-assign]
            if not before:
                real(raw)
            raw.driver_connection.close()
            raise psycopg.OperationalError("the line broke")

        dialect.do_commit = breaking  # type: ignore[assignment, method-assign]

    return break_it


def nothing(_db: Session, _now: int) -> None:
    """Change nothing."""


def rev(made: Made) -> int:
    """Return the meeting's revision."""
    with made.reading() as db:
        return int(db.scalars(select(Meeting.rev)).one())


@pytest.mark.parametrize("before", [True, False], ids=["undone", "done"])
def test_a_commit_without_an_answer_is_done_once(made: Made, race: Race, break_at_commit: Break, before: bool) -> None:
    """A phone that is bound by it is told so, and not that its slip is in use elsewhere."""
    began = rev(made)
    break_at_commit(before=before)

    (joined,) = race.run([lambda writer: writer.write(partial(seats.join, seat_id=made.voters[0].seat, device=None))])

    assert isinstance(joined, Joined)
    assert rev(made) == began + 1


def test_while_nobody_knows_it_is_not_done_again(
    made: Made, race: Race, break_at_commit: Break, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who sent it hears that the server is busy, and may ask again."""
    monkeypatch.setattr(writing, "GIVE_UP_S", 0.5)
    made.do(course.open_meeting, made.host)
    began = rev(made)
    break_at_commit(before=False)
    event.listen(race.engines[0], "do_connect", away := Away(), retval=True)

    outcome = race.run([race.verb(course.start, made.host)])
    away.over.set()

    assert outcome == [ServerBusy.code]
    assert rev(made) == began + 1


class Away:
    """A PostgreSQL that lets nobody in until it is over."""

    def __init__(self) -> None:
        self.over = threading.Event()

    def __call__(self, *_args: Any) -> None:
        """Refuse, as a server does that starts."""
        if not self.over.is_set():
            raise psycopg.OperationalError("the database system is starting up")


def test_a_database_that_restarts_under_a_transaction_costs_time_only(made: Made, race: Race) -> None:
    """What was under way, casts and verbs alike, waits like all else until it is back."""
    made.start()
    round_id = made.do(rounds.open_round, made.host, [made.subjects[0]], "seats", None, "测试")["round_id"]
    papers = [ballot(actor, round_id, made.subjects[0], f"{n:032x}") for n, actor in enumerate(made.voters)]
    away, tries = Away(), list[int]()

    def fall(db: Session, _now: int) -> str:
        tries.append(1)
        if len(tries) == 1:
            event.listen(race.engines[0], "do_connect", away, retval=True)
            threading.Timer(1.0, away.over.set).start()
            db.connection().exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
        return "done"

    outcomes, told = dict[int, Any](), threading.Semaphore(0)

    def hear(at: int, value: Any, error: Exception | None) -> None:
        outcomes[at] = error or value
        told.release()

    one: Writer = race.writers[0]
    for at, paper in enumerate(papers):
        one.cast(paper, partial(hear, at))
    one.submit(partial(hear, -1), fall, meeting_id=made.meeting_id)
    assert all(told.acquire(timeout=20) for _ in range(len(papers) + 1))

    assert outcomes == {-1: "done", **{at: paper.receipt for at, paper in enumerate(papers)}}
    with made.reading() as db:
        assert sorted(db.scalars(select(Urn.receipt))) == sorted(paper.receipt for paper in papers)
