"""What waits for the writer: casts and verbs in order of arrival, and how much of it makes one transaction."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.bell import Pace
from sessions.errors import ServerBusy
from sessions.live.ballots import Cast

MOST_AT_ONCE = 500
PATIENCE_S = 0.08
"""A batch ends here even if more waits, so that no transaction keeps the hub from the sockets for long."""
MOST_WAITING = 20_000

Done = Callable[[Any, Exception | None], None]
"""What is called after the durable commit, with the value or with what was raised. Must not wait or raise."""
Held = dict[str, bool] | None
"""Meetings by id, and whether they are had alone; None where the database itself lets one write at a time."""


@dataclass(slots=True)
class Job:
    """What waits: a cast, or a verb with its arguments; its meeting, if that is known before; and whom it touches."""

    cast: Cast | None
    verb: Callable[..., Any] | None
    args: tuple[Any, ...]
    meeting_id: str | None
    touches: Callable[[Any], Iterable[str]]
    pace: Pace
    done: Done
    since: float
    value: Any = None
    error: Exception | None = None

    def fits(self, held: Held) -> bool:
        """Return whether it may be carried out with the meetings that are held."""
        if held is None or self.meeting_id is None:
            return True
        alone = held.get(self.meeting_id)
        return alone is not None and (alone or self.cast is not None)


def meetings_of(jobs: Iterable[Job]) -> dict[str, bool]:
    """Return which meetings these jobs need, and whether alone: a verb looks before it acts, casts go side by side."""
    needed: dict[str, bool] = {}
    for job in jobs:
        if job.meeting_id is not None:
            needed[job.meeting_id] = needed.get(job.meeting_id, False) or job.cast is None
    return needed


class Queue:
    """The jobs of one writer."""

    def __init__(self) -> None:
        self._jobs: deque[Job] = deque()

    def __len__(self) -> int:
        return len(self._jobs)

    def oldest(self, now: float) -> float:
        """Return how long the first of them has waited, in seconds."""
        return now - self._jobs[0].since if self._jobs else 0.0

    def add(self, job: Job) -> None:
        """Let one more wait. Raise :class:`ServerBusy` where too many do."""
        if len(self._jobs) >= MOST_WAITING:
            raise ServerBusy
        self._jobs.append(job)

    def needs(self) -> dict[str, bool]:
        """Return which meetings the next transaction needs, and whether alone."""
        return meetings_of(islice(self._jobs, MOST_AT_ONCE))

    def runs(self, taken: list[Job], held: Held) -> Iterable[list[Job]]:
        """Give what waits, in order of arrival, in runs of casts and single verbs; note in ``taken`` what was given.

        What came meanwhile and needs more than the meetings that are ``held`` is left for the next transaction.
        """
        end = time.monotonic() + PATIENCE_S
        jobs = self._jobs
        while jobs and len(taken) < MOST_AT_ONCE and time.monotonic() < end and jobs[0].fits(held):
            room = MOST_AT_ONCE - len(taken)
            first = jobs.popleft()
            run = [first]
            while first.cast is not None and jobs and jobs[0].cast is not None and len(run) < room:
                if held is not None and not jobs[0].fits(held):
                    break
                run.append(jobs.popleft())
            taken.extend(run)
            yield run

    def put_back(self, jobs: list[Job]) -> None:
        """Let those wait again who were given last and of whom nothing was written."""
        for job in jobs:
            job.value, job.error = None, None
        self._jobs.extendleft(reversed(jobs))

    def give_up(self, before: float) -> Iterable[Job]:
        """Take out those who have waited since ``before`` or longer."""
        while self._jobs and self._jobs[0].since < before:
            yield self._jobs.popleft()
