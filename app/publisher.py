"""The publisher: the one place that emits state. It rereads views when the bell rings and sends what differs.

Each process serves its own sockets only; the truth between processes is the database, asked twice a second for the
revision of the meetings served here, so that a lost bell costs half a second and nothing else (DESIGN.md 5).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from app import runtime
from app.bell import NOW, SOON, Pace
from app.feed import Feed, Line
from app.logs import log
from sessions.database import snapshot
from sessions.errors import AccessInvalid, AccessReleased, DomainError, MeetingNotFound, ServerBusy
from sessions.live import view
from sessions.live.audience import Audience
from sessions.live.hall import Links
from sessions.live.meetings import Meeting

GAP_S = {
    Audience.HOST: 0.25, Audience.SCREEN: 0.25, Audience.OBSERVERS: 0.25, Audience.SEATS: 1.0, Audience.VIEWERS: 1.0,
}  # fmt: skip
"""What comes from many is sent at most this often (CONTRACT.md 4)."""
SHARE, LONGEST_GAPS = 20, 3
"""A gathered look costs at most a twentieth of the time, so that a full hall leaves time for ballots; but nobody waits
longer than three times the usual gap."""
JOIN_GAP_S = 0.1
"""Phones that arrive together are answered together: one read serves all who came within this time."""
BEAT_S, ASK_S, CATCH_UP_S, UNWATCHED_S = 10.0, 0.5, 0.25, 30.0

Told = Callable[[Any, Exception | None], None]
Waiter = tuple[Line, Told]


class _Due:
    """A feed with what it still has to send, and when."""

    __slots__ = ("at", "feed", "joining", "last", "rung_rev", "took")

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.at: dict[Audience, float] = {}
        self.last: dict[Audience, float] = {}
        self.took: dict[Audience, float] = {}
        self.joining: list[Waiter] = []
        self.rung_rev = 0

    def want(self, audiences: Collection[Audience], pace: Pace, now: float) -> None:
        """Note that these audiences must be looked at, at once or when their pace allows."""
        for audience in audiences:
            when = now if pace is NOW else max(now, self.last.get(audience, 0.0) + self.gap(audience))
            self.at[audience] = min(when, self.at.get(audience, when))

    def gap(self, audience: Audience) -> float:
        """Return how long to gather before the next look."""
        usual = GAP_S[audience]
        return min(max(usual, SHARE * self.took.get(audience, 0.0)), LONGEST_GAPS * usual)

    def watched(self) -> list[Audience]:
        """Return the audiences to keep up to date: followed by a line, or asked for lately."""
        return [a for a in Audience if self.feed.lines[a] or a in self.feed.shown]


class Publisher:
    """Own what this process has shown of its meetings."""

    def __init__(self, readers: Engine, links: Links) -> None:
        self._readers = readers
        self._links = links
        self._due: dict[str, _Due] = {}
        self._lock = threading.RLock()
        self._wake: runtime.Promise | None = None
        self._woken = False

    def start(self) -> None:
        """Begin to publish, and to ask and beat beside it."""
        runtime.spawn(self._publish_for_ever)
        runtime.spawn(self._every, ASK_S, self._ask_revisions)
        runtime.spawn(self._every, CATCH_UP_S, self._catch_up)
        runtime.spawn(self._every, BEAT_S, self._beat)

    def ring(self, meeting_id: str, pace: Pace) -> None:
        """Hear that a meeting has changed (app.bell.Bell)."""
        due = self._due.get(meeting_id)
        if due is not None:
            due.want(due.watched(), pace, time.monotonic())
            self._rouse()

    def sync(self, line: Line, told: Told) -> None:
        """Take a line into the delivery; ``told`` gets ``{rev, now, sections}`` as published to its audience here.

        It is called at that very moment, so that nothing can come between: at once if all is shown already, else from
        the read that serves all who came together.
        """
        with self._lock:
            due = self._due_of(line.meeting_id)
            if due.feed.released(line):
                told(None, AccessReleased())
                line.put_out()
                return
            if due.feed.answers(line):
                told(due.feed.follow(line), None)
                return
            due.joining.append((line, told))
            now = time.monotonic()
            when = max(now, due.last.get(line.audience, 0.0) + JOIN_GAP_S)
            due.at[line.audience] = min(when, due.at.get(line.audience, when))
        self._rouse()

    def drop(self, line: Line) -> None:
        """Forget a line that is gone."""
        with self._lock:
            due = self._due.get(line.meeting_id)
            if due is not None:
                due.feed.drop(line)
                due.joining = [waiter for waiter in due.joining if waiter[0] is not line]

    def snapshot(self, meeting_id: str, audience: Audience | str) -> tuple[int, dict[str, bytes]]:
        """Return what is shown to an audience, ``(rev, {section: encoded})``. Raise :class:`MeetingNotFound`."""
        wanted = Audience(audience)
        with self._lock:
            due = self._due_of(meeting_id)
            if wanted not in due.feed.shown:
                try:
                    self._pass(due, [wanted])
                except SQLAlchemyError:
                    # sockets may wait for the very look that failed here
                    due.want([wanted], SOON, time.monotonic() + ASK_S)
                    raise
            shown = due.feed.shown[wanted]
            shown.wanted_at = time.monotonic()
            return shown.rev, dict(shown.sections)

    def sockets(self, meeting_id: str) -> dict[str, int]:
        """Return how many lines follow a meeting here, by audience: health, not state."""
        due = self._due.get(meeting_id)
        return {str(a): len(due.feed.lines[a]) if due is not None else 0 for a in Audience}

    def all_sockets(self) -> dict[str, int]:
        """Return how many lines follow any meeting here, by audience."""
        feeds = [due.feed for due in self._due.values()]
        return {str(a): sum(len(feed.lines[a]) for feed in feeds) for a in Audience}

    def _due_of(self, meeting_id: str) -> _Due:
        due = self._due.get(meeting_id)
        if due is None:
            due = self._due[meeting_id] = _Due(Feed(meeting_id))
        return due

    def _rouse(self) -> None:
        self._woken = True
        wake, self._wake = self._wake, None
        if wake is not None:
            wake.resolve(None)

    def _publish_for_ever(self) -> None:
        while True:
            self._woken = False
            try:
                wait = self._publish_due()
            except Exception:
                # whatever it was, a server that publishes no more would leave every page standing
                log.exception("publisher.failed")
                wait = CATCH_UP_S
            self._sleep(wait)

    def _sleep(self, wait: float | None) -> None:
        """Wait until something is due, or the bell rings; without a deadline until it rings."""
        if self._woken:
            runtime.sleep(0)
            return
        if wait is not None:
            # short: an earlier deadline may come up meanwhile, and a ring must not wait for a later one
            runtime.sleep(min(wait, 0.02))
            return
        self._wake = wake = runtime.promise()
        if self._woken:
            self._wake = None
            return
        wake.wait()

    def _publish_due(self) -> float | None:
        """Publish what is due; return how long until the next is, or None."""
        now = time.monotonic()
        waits: list[float] = []
        for due in list(self._due.values()):
            ready = [audience for audience, at in list(due.at.items()) if at <= now]
            if ready:
                with self._lock:
                    self._try(due, ready)
            waits.extend(max(0.0, at - now) for at in list(due.at.values()))
        return min(waits, default=None)

    def _try(self, due: _Due, audiences: list[Audience]) -> None:
        try:
            self._pass(due, audiences)
        except MeetingNotFound as gone:
            self._forget(due, gone)
        except Exception:
            # the database is away, most likely: what was shown stays, and it is tried again in a second
            log.exception("publish.failed")
            self._answer(due, ServerBusy())
            for audience in audiences:
                due.at[audience] = time.monotonic() + 1.0

    def _pass(self, due: _Due, audiences: list[Audience]) -> None:
        """Read these audiences' views, and ``me`` of their seats, in one snapshot; publish; answer who waited."""
        for audience in audiences:
            due.at.pop(audience, None)
        joining = [waiter for waiter in due.joining if waiter[0].audience in audiences]
        seats = due.feed.seated(audiences) | {line.seat_id for line, _ in joining if line.seat_id is not None}
        begun = time.monotonic()
        with snapshot(self._readers) as db:
            rev, views, mine = view.read(db, due.feed.meeting_id, self._links, audiences, seats)
        due.feed.publish(rev, views, mine)
        now = time.monotonic()
        due.last.update(dict.fromkeys(audiences, now))
        due.took.update(dict.fromkeys(audiences, now - begun))
        if rev > due.rung_rev:
            # this look heard of a commit first: the other audiences are to see it too, though no bell may have rung
            due.rung_rev = rev
            due.want(set(due.watched()) - set(audiences), SOON, now)
        due.joining = [waiter for waiter in due.joining if waiter not in joining]
        for line, told in joining:
            if due.feed.released(line):
                told(None, AccessReleased())
                line.put_out()
            elif due.feed.answers(line):
                told(due.feed.follow(line), None)
            else:
                told(None, AccessInvalid())

    def _answer(self, due: _Due, refusal: DomainError) -> None:
        for _, told in due.joining:
            told(None, refusal)
        due.joining.clear()

    def _forget(self, due: _Due, gone: MeetingNotFound) -> None:
        self._answer(due, gone)
        for lines in due.feed.lines.values():
            for line in list(lines):
                line.put_out()
        self._due.pop(due.feed.meeting_id, None)

    def _every(self, seconds: float, deed: Any) -> None:
        while True:
            runtime.sleep(seconds)
            try:
                deed()
            except Exception:
                # a beat that failed once must not be the last: without beats every phone says 离线
                log.exception("publisher.failed")

    def _ask_revisions(self) -> None:
        """Ask the database for the revisions of the meetings served here: what no bell told is found here."""
        if not self._due:
            return
        served = list(self._due)
        with snapshot(self._readers) as db:
            rows = db.execute(select(Meeting.id, Meeting.rev).where(Meeting.id.in_(served)))
            revisions = {row.id: row.rev for row in rows}
        for meeting_id in served:
            due, rev = self._due.get(meeting_id), revisions.get(meeting_id)
            # a meeting that is gone (purged by the command line) is found out by the read that this ring asks for
            if due is not None and (rev is None or rev > due.rung_rev):
                due.rung_rev = rev or due.rung_rev
                self.ring(meeting_id, SOON)

    def _catch_up(self) -> None:
        with self._lock:
            for due in self._due.values():
                if due.feed.behind:
                    due.feed.catch_up()

    def _beat(self) -> None:
        with self._lock:
            before = time.monotonic() - UNWATCHED_S
            for due in list(self._due.values()):
                due.feed.beat()
                due.feed.forget_unwatched(before)
                if not due.feed.shown and not due.joining and not any(due.feed.lines.values()):
                    self._due.pop(due.feed.meeting_id, None)
