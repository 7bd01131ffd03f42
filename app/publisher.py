"""The publisher: the one place that emits state. It rereads views when the bell rings and sends what differs.

Each process serves its own sockets only; the truth between processes is the database, asked twice a second for the
revision of the meetings served here, so that a lost bell costs half a second and nothing else (DESIGN.md 5).
"""

from __future__ import annotations

import threading
import time
from typing import Any

import msgspec
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from app import runtime
from app.bell import SOON, Pace
from app.due import Due, Told
from app.feed import Feed, Line, encode
from app.logs import failed, log
from sessions.database import snapshot
from sessions.errors import AccessInvalid, AccessReleased, DomainError, MeetingNotFound, PayloadInvalid, ServerBusy
from sessions.live import view
from sessions.live.audience import Audience
from sessions.live.hall import Links
from sessions.live.meetings import Meeting

JOIN_GAP_S = 0.1
"""Phones that arrive together are answered together: one read serves all who came within this time."""
SILENT_S = 3.0
"""A database that has not told its revisions for so long does not answer."""
BEAT_S, ASK_S, CATCH_UP_S, UNWATCHED_S = 10.0, 0.5, 0.25, 30.0


class Publisher:
    """Own what this process has shown of its meetings."""

    def __init__(self, readers: Engine, links: Links) -> None:
        self._readers = readers
        self._links = links
        self._due: dict[str, Due] = {}
        self._lock = threading.RLock()
        self._wake: runtime.Promise | None = None
        self._woken = False
        self._heard_at = time.monotonic()

    @property
    def hears(self) -> bool:
        """Return whether the database answers: one that stands still raises nothing, it only lets all wait."""
        return time.monotonic() - self._heard_at < SILENT_S

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

    def whole(self, line: Line, name: str) -> dict[str, Any]:
        """Return ``{rev, now, sections: {name: value}}``: a section of a line that follows, as long as it is.

        Sections are as shown to the line's audience at that ``rev``, ``me`` is read afresh. Raise
        :class:`PayloadInvalid` for a section that the audience has not, or before a ``sync``.
        """
        with self._lock:
            due = self._due_of(line.meeting_id)
            found = self._mine(due, line) if name == "me" and line.follows else due.feed.whole(line, name)
        if found is None:
            raise PayloadInvalid("没有这一部分，或者还没有同步（sync）。", field="section")
        return {"rev": found[0], "now": int(time.time() * 1000), "sections": {name: msgspec.Raw(found[1])}}

    def _mine(self, due: Due, line: Line) -> tuple[int, bytes] | None:
        held = due.feed.mine.get(line.seat_id) if line.seat_id is not None else None
        if held is None or line.seat_id is None:
            return None
        with snapshot(self._readers) as db:
            _, _, mine = view.read(db, due.feed.meeting_id, self._links, [], [line.seat_id])
        return held.at, encode(mine[line.seat_id].view())

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

    def _due_of(self, meeting_id: str) -> Due:
        due = self._due.get(meeting_id)
        if due is None:
            due = self._due[meeting_id] = Due(Feed(meeting_id))
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

    def _try(self, due: Due, audiences: list[Audience]) -> None:
        try:
            self._pass(due, audiences)
        except MeetingNotFound as gone:
            self._forget(due, gone)
        except Exception as error:
            # the database is away, most likely: what was shown stays, and it is tried again in a second
            failed("publish.failed", error)
            self._answer(due, ServerBusy())
            for audience in audiences:
                due.at[audience] = time.monotonic() + 1.0

    def _pass(self, due: Due, audiences: list[Audience]) -> None:
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

    def _answer(self, due: Due, refusal: DomainError) -> None:
        for _, told in due.joining:
            told(None, refusal)
        due.joining.clear()

    def _forget(self, due: Due, gone: MeetingNotFound) -> None:
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
            except Exception as error:
                # a beat that failed once must not be the last: without beats every phone says 离线
                failed("publisher.failed", error)

    def _ask_revisions(self) -> None:
        """Ask the database for the revisions of the meetings served here: what no bell told is found here."""
        if not self._due:
            self._heard_at = time.monotonic()
            return
        served = list(self._due)
        with snapshot(self._readers) as db:
            rows = db.execute(select(Meeting.id, Meeting.rev).where(Meeting.id.in_(served)))
            revisions = {row.id: row.rev for row in rows}
        self._heard_at = time.monotonic()
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
