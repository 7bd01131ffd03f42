"""The one writer: everything that changes the database passes here, many to a transaction (DESIGN.md 4).

All that waits goes, in order of arrival, into one transaction: each verb in a Session of its own inside a savepoint,
consecutive casts together as plain tuples. One durable commit; then the acks go out and the bell rings. While the
commit waits for the disk in a real thread, the next ones gather: that is the whole of the group commit.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Connection, Engine, update
from sqlalchemy.orm import Session

from app import runtime
from app.bell import NOW, SOON, Bell, Pace
from app.logs import log
from app.traces import Traces
from sessions.errors import DomainError, ServerBusy
from sessions.live.ballots import Cast, cast_all
from sessions.live.meetings import Meeting
from sessions.live.seal import TRACES

MOST_AT_ONCE = 500
PATIENCE_S = 0.08
"""A batch ends here even if more waits, so that no transaction keeps the hub from the sockets for long."""
MOST_WAITING = 20_000
RETRY_S = 0.2
GIVE_UP_S = 10.0
"""Who has waited this long for a database that is away gets server.busy, and sends again by itself."""


Done = Callable[[Any, Exception | None], None]
"""What is called after the durable commit, with the value or with what was raised. Must not wait or raise."""


@dataclass(slots=True)
class _Job:
    """What waits: a cast, or a verb with its arguments; and whom it touches."""

    cast: Cast | None
    verb: Callable[..., Any] | None
    args: tuple[Any, ...]
    touches: Callable[[Any], Iterable[str]]
    pace: Pace
    done: Done
    since: float
    value: Any = None
    error: Exception | None = None


@dataclass(slots=True)
class Gauge:
    """What the health light and /metrics show of the writer."""

    commits: int = 0
    acks: int = 0
    last_wait_ms: float = 0.0


@dataclass(slots=True)
class _Touched:
    pace: dict[str, Pace] = field(default_factory=dict)
    traces: bool = False

    def add(self, meeting_ids: Iterable[str], pace: Pace) -> None:
        for meeting_id in meeting_ids:
            self.pace[meeting_id] = NOW if NOW in (pace, self.pace.get(meeting_id)) else SOON


class Writer:
    """Own the writing connection of this process."""

    def __init__(self, engine: Engine, bell: Bell) -> None:
        self._engine = engine
        self._bell = bell
        self._waiting: deque[_Job] = deque()
        self._idle: runtime.Promise | None = None
        self.gauge = Gauge()
        self._traces = Traces(engine, self._wipe_soon)

    @property
    def waiting(self) -> int:
        """Return how many wait for the next transaction."""
        return len(self._waiting)

    def start(self, *, wipe: bool = False) -> None:
        """Begin to write, beside everything else; ``wipe`` what a seal may have left before a crash."""
        runtime.spawn(self._run_for_ever)
        if wipe:
            self._traces.pending = True
            self._wipe_soon()

    def _wipe_soon(self) -> None:
        """Let a transaction come that changes nothing: the log is emptied after it."""
        self.submit(lambda _value, _error: None, lambda _db, _now: None)

    def write(
        self,
        verb: Callable[..., Any],
        *args: Any,
        meeting_id: str | None = None,
        touches: Callable[[Any], Iterable[str]] | None = None,
        pace: Pace = SOON,
    ) -> Any:
        """Run ``verb(db, now, *args)``, commit, and return its value; what it raises is raised here.

        ``meeting_id`` names the meeting whose sections may change, or ``touches`` tells it from the value; otherwise
        it is the value's own ``meeting_id``, if it has one. ``pace`` is NOW for what a host does.
        """
        waiting, outcome = runtime.promise(), []

        def done(value: Any, error: Exception | None) -> None:
            outcome.append((value, error))
            waiting.resolve(None)

        self.submit(done, verb, *args, meeting_id=meeting_id, touches=touches, pace=pace)
        waiting.wait()
        value, error = outcome[0]
        if error is not None:
            raise error
        return value

    def submit(
        self,
        done: Done,
        verb: Callable[..., Any],
        *args: Any,
        meeting_id: str | None = None,
        touches: Callable[[Any], Iterable[str]] | None = None,
        pace: Pace = SOON,
    ) -> None:
        """Have a verb written as :meth:`write` does, without waiting for it. Raise :class:`ServerBusy`."""
        if touches is None:
            touches = (lambda _value: (meeting_id,)) if meeting_id else _own_meeting
        self._add(_Job(None, verb, args, touches, pace, done, time.monotonic()))

    def cast(self, ballot: Cast, done: Done) -> None:
        """Have a ballot taken; ``done`` gets its receipt after the durable commit. Raise :class:`ServerBusy`."""
        self._add(_Job(ballot, None, (), _own_meeting, SOON, done, time.monotonic()))

    def _add(self, job: _Job) -> None:
        if len(self._waiting) >= MOST_WAITING:
            raise ServerBusy
        self._waiting.append(job)
        idle, self._idle = self._idle, None
        if idle is not None:
            idle.resolve(None)

    def _run_for_ever(self) -> None:
        while True:
            try:
                self._wait_and_work()
            except Exception:
                # whatever it was, a server without a writer would take no ballot at all
                log.exception("writer.failed")
                runtime.sleep(RETRY_S)

    def _wait_and_work(self) -> None:
        self._idle = idle = runtime.promise()
        if self._waiting:
            self._idle = None
        else:
            idle.wait()
        self.work_once()

    def work_once(self) -> None:
        """Write what waits now. (Called by the writer's own loop, and by the command line, which has none.)"""
        jobs: list[_Job] = []
        try:
            self._transaction(self._taken(jobs))
        except Exception as error:
            if not jobs:
                self._away(error)
                return
            # the transaction as a whole: each part once more, alone, so that one that fails takes none with it
            for job in jobs:
                job.value, job.error = None, None
                self._alone(job)
        self.gauge.acks += len(jobs)
        for job in jobs:
            _tell(job)
        if jobs:
            self.gauge.last_wait_ms = (time.monotonic() - jobs[0].since) * 1000

    def _away(self, error: Exception) -> None:
        """The database did not even let us begin: all keep waiting, and who has waited long enough is told."""
        log.warning("writer.database", kind=type(error).__name__)
        runtime.sleep(RETRY_S)
        before = time.monotonic() - GIVE_UP_S
        while self._waiting and self._waiting[0].since < before:
            self._waiting.popleft().done(None, ServerBusy())

    def _alone(self, job: _Job) -> None:
        try:
            self._transaction([[job]])
        except Exception as error:
            job.error = error

    def _taken(self, jobs: list[_Job]) -> Iterable[list[_Job]]:
        """Give what waits, in order of arrival, in runs of casts and runs of verbs; note in ``jobs`` what was given."""
        end = time.monotonic() + PATIENCE_S
        while self._waiting and len(jobs) < MOST_AT_ONCE and time.monotonic() < end:
            room = MOST_AT_ONCE - len(jobs)
            first = self._waiting.popleft()
            run = [first]
            while first.cast is not None and self._waiting and self._waiting[0].cast is not None and len(run) < room:
                run.append(self._waiting.popleft())
            jobs.extend(run)
            yield run

    def _transaction(self, runs: Iterable[list[_Job]]) -> None:
        touched = _Touched()
        with self._engine.connect() as link, link.begin():
            # only now: beginning may wait for another process, and a deadline may pass meanwhile
            now = int(time.time() * 1000)
            for run in runs:
                if run[0].cast is not None:
                    _take_casts(link, now, run, touched)
                else:
                    _do(link, now, run[0], touched)
            if touched.pace:
                ids = sorted(touched.pace)
                link.execute(update(Meeting).where(Meeting.id.in_(ids)).values(rev=Meeting.rev + 1))
        self.gauge.commits += 1
        if touched.traces or self._traces.pending:
            # before the bell, which sends the publisher to read: a reader stands in the way
            self._traces.wipe(patient=touched.traces)
        for meeting_id, pace in touched.pace.items():
            try:
                self._bell.ring(meeting_id, pace)
            except Exception:
                # it is committed: raised from here, it would be written once more. The bell may be lost
                log.exception("bell.failed")


def _tell(job: _Job) -> None:
    """Give a job its outcome; one that cannot take it keeps it from no other."""
    try:
        job.done(job.value, job.error)
    except Exception:
        log.exception("ack.failed")


def _own_meeting(value: Any) -> Iterable[str]:
    meeting_id = getattr(value, "meeting_id", None)
    return (meeting_id,) if isinstance(meeting_id, str) else ()


def _take_casts(link: Connection, now: int, run: Sequence[_Job], touched: _Touched) -> None:
    casts = [cast(Cast, job.cast) for job in run]
    with link.begin_nested():
        outcomes = cast_all(link, now, casts)
    for job, outcome in zip(run, outcomes, strict=True):
        if isinstance(outcome, DomainError):
            job.error = outcome
        else:
            job.value = outcome
            touched.add((cast(Cast, job.cast).actor.meeting_id,), job.pace)


def _do(link: Connection, now: int, job: _Job, touched: _Touched) -> None:
    """Run one verb in its savepoint; if it raises, only that is undone."""
    with Session(bind=link, join_transaction_mode="create_savepoint", expire_on_commit=False) as db:
        try:
            job.value = cast(Callable[..., Any], job.verb)(db, now, *job.args)
            db.commit()
        except Exception as error:
            db.rollback()
            job.error = error
            return
        touched.traces = touched.traces or bool(db.info.get(TRACES))
    touched.add(job.touches(job.value), job.pace)
