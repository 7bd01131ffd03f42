"""The one writer: everything that changes the database passes here, many to a transaction (DESIGN.md 4).

All that waits goes, in order of arrival, into one transaction: each verb in a Session of its own inside a savepoint,
consecutive casts together as plain tuples. One durable commit; then the acks go out and the bell rings. While the
commit waits for the disk in a real thread, the next ones gather: that is the whole of the group commit.

Several processes may write to one PostgreSQL: a transaction begins by holding the meetings of what it will carry out,
alone where a verb is among it (database.hold_meetings), and takes no more than that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.orm import Session

from app import runtime
from app.bell import NOW, SOON, Bell, Pace
from app.doubt import InDoubt, settled
from app.idle import Idle
from app.logs import log
from app.queue import Done, Held, Job, Queue, meetings_of
from app.traces import Traces
from sessions import database
from sessions.errors import DomainError, ServerBusy
from sessions.live.ballots import Cast, cast_all
from sessions.live.meetings import Meeting
from sessions.live.seal import TRACES

RETRY_S = 0.2
GIVE_UP_S = 10.0
"""Who has waited this long for a database that is away gets server.busy, and sends again by itself."""
TRIES = 5
"""How often a job is tried that another process was in the way of."""


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
        self._shared = not database.is_sqlite(engine)
        self._bell = bell
        self._queue = Queue()
        self._idle = Idle()
        self.gauge = Gauge()
        self._traces = Traces(engine, self._wipe_soon)

    @property
    def waiting(self) -> int:
        """Return how many wait for the next transaction."""
        return len(self._queue)

    @property
    def delay_ms(self) -> float:
        """Return how long the last to be written waited, or longer, whoever still waits."""
        return max(self.gauge.last_wait_ms, self._queue.oldest(time.monotonic()) * 1000)

    def start(self, *, wipe: bool = False) -> None:
        """Begin to write, beside everything else; ``wipe`` what a seal may have left before a crash."""
        runtime.spawn(self._run_for_ever)
        if wipe:
            self._traces.pending = True
            self._wipe_soon()

    def close(self) -> None:
        """Close the connection, where nothing is written any more."""
        self._engine.dispose()

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

        ``meeting_id`` names the meeting that the verb has to itself, and whose sections may change unless ``touches``
        tells that from the value; without both it is the value's own ``meeting_id``, if it has one. ``pace`` is NOW for
        what a host does.
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
        self._add(Job(None, verb, args, meeting_id, touches, pace, done, time.monotonic()))

    def cast(self, ballot: Cast, done: Done) -> None:
        """Have a ballot taken; ``done`` gets its receipt after the durable commit. Raise :class:`ServerBusy`."""
        meeting_id = ballot.actor.meeting_id
        self._add(Job(ballot, None, (), meeting_id, _own_meeting, SOON, done, time.monotonic()))

    def _add(self, job: Job) -> None:
        self._queue.add(job)
        self._idle.wake()

    def _run_for_ever(self) -> None:
        while True:
            try:
                self._wait_and_work()
            except Exception:
                # whatever it was, a server without a writer would take no ballot at all
                log.exception("writer.failed")
                runtime.sleep(RETRY_S)

    def _wait_and_work(self) -> None:
        self._idle.wait_for(self._queue)
        self.work_once()

    def work_once(self) -> None:
        """Write what waits now. (Called by the writer's own loop, and by the command line, which has none.)"""
        jobs: list[Job] = []
        held = self._queue.needs() if self._shared else None
        try:
            self._transaction(self._queue.runs(jobs, held), held)
        except InDoubt as error:
            for job in jobs:
                job.value, job.error = None, error
        except Exception as error:
            if database.is_away(error):
                self._queue.put_back(jobs)
                jobs.clear()
            if not jobs:
                self._away(error)
                return
            # the transaction as a whole: each part once more, alone, so that one that fails takes none with it
            for job in jobs:
                self._alone(job)
        self.gauge.acks += len(jobs)
        for job in jobs:
            _tell(job)
        if jobs:
            self.gauge.last_wait_ms = (time.monotonic() - jobs[0].since) * 1000

    def _away(self, error: Exception) -> None:
        """The database did not let us begin, or left us: all keep waiting, and who has waited long enough is told."""
        log.warning("writer.database", kind=type(error).__name__)
        runtime.sleep(RETRY_S)
        for job in self._queue.give_up(time.monotonic() - GIVE_UP_S):
            job.done(None, ServerBusy())

    def _alone(self, job: Job) -> None:
        for _ in range(TRIES):
            job.value, job.error = None, None
            try:
                self._transaction([[job]], meetings_of([job]))
            except Exception as error:
                job.error = error
                if database.is_collision(error):
                    continue
            return

    def _transaction(self, runs: Iterable[list[Job]], held: Held) -> None:
        touched, marked = _Touched(), None
        try:
            with self._engine.connect() as link, link.begin():
                self._work(link, runs, held, touched)
                marked = database.mark(link)
        except Exception:
            # with a mark it was the commit: its answer may be lost, and what it did must not be done twice
            if marked is None or not settled(self._engine, marked, GIVE_UP_S):
                raise
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

    def _work(self, link: Connection, runs: Iterable[list[Job]], held: Held, touched: _Touched) -> None:
        """Carry out these runs, and raise the revision of what they touched."""
        database.hold_meetings(link, held or {})
        # only now: beginning may wait for another process, and a deadline may pass meanwhile
        now = int(time.time() * 1000)
        for run in runs:
            if run[0].cast is not None:
                _take_casts(link, now, run, touched)
            else:
                _do(link, now, run[0], touched)
        if touched.pace:
            ids = sorted(touched.pace)
            if self._shared and len(ids) > 1:  # in one order, whatever way the update would go through them
                link.execute(select(Meeting.id).where(Meeting.id.in_(ids)).order_by(Meeting.id).with_for_update())
            link.execute(update(Meeting).where(Meeting.id.in_(ids)).values(rev=Meeting.rev + 1))


def _tell(job: Job) -> None:
    """Give a job its outcome; one that cannot take it keeps it from no other."""
    try:
        job.done(job.value, job.error)
    except Exception:
        log.exception("ack.failed")


def _own_meeting(value: Any) -> Iterable[str]:
    meeting_id = getattr(value, "meeting_id", None)
    return (meeting_id,) if isinstance(meeting_id, str) else ()


def _take_casts(link: Connection, now: int, run: Sequence[Job], touched: _Touched) -> None:
    casts = [cast(Cast, job.cast) for job in run]
    with link.begin_nested():
        outcomes = cast_all(link, now, casts)
    for job, outcome in zip(run, outcomes, strict=True):
        if isinstance(outcome, DomainError):
            job.error = outcome
        else:
            job.value = outcome
            touched.add((cast(Cast, job.cast).actor.meeting_id,), job.pace)


def _do(link: Connection, now: int, job: Job, touched: _Touched) -> None:
    """Run one verb in its savepoint; if it raises, only that is undone."""
    with Session(bind=link, join_transaction_mode="create_savepoint", expire_on_commit=False) as db:
        try:
            job.value = cast(Callable[..., Any], job.verb)(db, now, *job.args)
            db.commit()
        except Exception as error:
            if database.is_away(error):
                raise
            db.rollback()
            if database.is_collision(error):
                raise  # once more, and as if for the first time
            job.error = error
            return
        touched.traces = touched.traces or bool(db.info.get(TRACES))
    touched.add(job.touches(job.value), job.pace)
