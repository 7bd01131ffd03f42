"""One meeting as this process shows it: what each audience has been shown, and the sockets that follow (DESIGN.md 5).

A client's truth is (section, rev) as *this process* has published it. So `sync` is answered from what is shown, never
by a fresh read; a socket joins the delivery and gets its answer without a yield between; comparing and queueing never
yields. contract/model.py shows why: values come back (A, B, A).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.wire import frames
from sessions.live.audience import SEATED, Audience
from sessions.live.sections import fitting
from sessions.live.sections.me import Me
from sessions.live.view import View

QUEUE_MOST = 3
"""A socket with more than this waiting is skipped and told by a beat once it has drained: the newest state, never a
backlog. (Not 0: an ack that is just on its way must not cost a phone a round trip.)"""

PHONES = frozenset({Audience.SEATS, Audience.VIEWERS})
"""Those who may be a thousand; observers are few and read the whole inbox."""

encode = msgspec.json.Encoder().encode


class Line:
    """One connected socket. ``send`` queues a frame; ``pending`` counts what waits; ``put_out`` ends it."""

    __slots__ = ("audience", "behind", "follows", "generation", "meeting_id", "pending", "put_out", "seat_id", "send")

    def __init__(
        self,
        meeting_id: str,
        audience: Audience,
        seat_id: str | None,
        generation: int,
        send: Callable[[bytes], None],
        pending: Callable[[], int],
        put_out: Callable[[], None],
    ) -> None:
        self.meeting_id = meeting_id
        self.audience = audience
        self.seat_id = seat_id
        self.generation = generation
        self.send = send
        self.pending = pending
        self.put_out = put_out
        self.follows = False
        self.behind = False


@dataclass(slots=True)
class Shown:
    """What an audience has been shown: sections at their revisions, all of it true at ``rev``.

    ``whole`` are the sections as they would be without the limit for phones (sections/fitting.py).
    """

    rev: int
    at: dict[str, int] = field(default_factory=dict)
    sections: dict[str, bytes] = field(default_factory=dict)
    whole: dict[str, bytes] = field(default_factory=dict)
    wanted_at: float = 0.0


@dataclass(slots=True)
class Mine:
    """What one seat has been shown of itself."""

    at: int
    value: bytes
    signs: tuple[Any, ...]
    generation: int


class Feed:
    """The lines of one meeting in this process, and what they have been shown."""

    def __init__(self, meeting_id: str) -> None:
        self.meeting_id = meeting_id
        self.shown: dict[Audience, Shown] = {}
        self.mine: dict[str, Mine] = {}
        self.lines: dict[Audience, set[Line]] = {audience: set() for audience in Audience}
        self.of_seat: dict[str, set[Line]] = {}
        self.behind: set[Line] = set()

    def answers(self, line: Line) -> bool:
        """Return whether a sync of this line can be answered from what is shown."""
        return line.audience in self.shown and (line.seat_id is None or line.seat_id in self.mine)

    def released(self, line: Line) -> bool:
        """Return whether the line's slip has been released since it connected: it may see nothing any more."""
        mine = self.mine.get(line.seat_id) if line.seat_id is not None else None
        return mine is not None and line.generation < mine.generation

    def follow(self, line: Line) -> dict[str, Any]:
        """Take the line into the delivery and return its sync: ``{rev, now, sections}`` as shown."""
        line.follows = True
        self.lines[line.audience].add(line)
        if line.seat_id is not None:
            self.of_seat.setdefault(line.seat_id, set()).add(line)
        shown = self.shown[line.audience]
        sections = {name: msgspec.Raw(value) for name, value in shown.sections.items()}
        if line.seat_id is not None:
            sections["me"] = msgspec.Raw(self.mine[line.seat_id].value)
        return {"rev": shown.rev, "now": _now(), "sections": sections}

    def whole(self, line: Line, name: str) -> tuple[int, bytes] | None:
        """Return a section of the line's audience without the limit for phones, and the revision it is held at."""
        shown = self.shown.get(line.audience)
        if not line.follows or shown is None or name not in shown.whole:
            return None
        return shown.at[name], shown.whole[name]

    def drop(self, line: Line) -> None:
        """Forget a line that is gone, and what only it was shown: nobody would keep that up to date."""
        line.follows = False
        self.lines[line.audience].discard(line)
        self.behind.discard(line)
        if line.seat_id is None:
            return
        others = self.of_seat.get(line.seat_id, set())
        others.discard(line)
        if not others:
            self.of_seat.pop(line.seat_id, None)
            self.mine.pop(line.seat_id, None)

    def publish(self, rev: int, views: dict[Audience, View], seats: dict[str, Me]) -> None:
        """Compare fresh views with what is shown, remember them, and send what differs. Never yields."""
        for audience, view in views.items():
            shown = self.shown.get(audience)
            if shown is None:
                shown = self.shown[audience] = Shown(rev, wanted_at=time.monotonic())
            elif rev <= shown.rev:
                continue
            whole = {name: encode(value) for name, value in view.items()}
            values = _fitted(audience, view, whole)
            # what was left out may have changed alone: the new revision tells who fetched the whole to do so again
            differ = {
                name: value
                for name, value in values.items()
                if shown.sections.get(name) != value or shown.whole.get(name) != whole[name]
            }
            shown.rev, shown.sections, shown.whole = rev, values, whole
            shown.at.update(dict.fromkeys(differ, rev))
            if differ:
                self._send(self.lines[audience], frames.update(rev, _now(), differ))
        for seat_id, one in seats.items():
            self._publish_me(rev, seat_id, one)

    def _publish_me(self, rev: int, seat_id: str, one: Me) -> None:
        lines = self.of_seat.get(seat_id, set())
        for line in [line for line in lines if line.generation < one.generation]:
            line.put_out()
        mine = self.mine.get(seat_id)
        if mine is not None:
            mine.generation = max(mine.generation, one.generation)
        if mine is not None and (rev <= mine.at or mine.signs == one.signs):
            return
        value = encode(fitting.fit_me(one.view()))
        if mine is not None and mine.value == value:
            mine.signs = one.signs
            return
        self.mine[seat_id] = Mine(rev, value, one.signs, one.generation)
        if lines:
            self._send(lines, frames.update(rev, _now(), {"me": value}))

    def beat(self) -> None:
        """Tell every line the newest revision sent of each of its sections."""
        now = _now()
        for lines in self.lines.values():
            if lines:
                self._beat(lines, now)

    def catch_up(self) -> None:
        """Send a beat to those that were skipped and have drained since."""
        drained = [line for line in self.behind if line.pending() == 0]
        self.behind.difference_update(drained)
        self._beat(drained, _now())

    def _beat(self, lines: Iterable[Line], now: int) -> None:
        for line in list(lines):
            shown = self.shown.get(line.audience)
            if shown is None:
                continue
            if line.pending() > QUEUE_MOST:
                # it is told once it has drained; until then not even beats may pile up
                self.behind.add(line)
                continue
            mine = self.mine.get(line.seat_id) if line.seat_id is not None else None
            at = shown.at if mine is None else {**shown.at, "me": mine.at}
            line.send(frames.beat(at, now))

    def _send(self, lines: Iterable[Line], frame: bytes) -> None:
        for line in list(lines):
            if line.pending() > QUEUE_MOST:
                self.behind.add(line)
            else:
                line.send(frame)

    def seated(self, audiences: Iterable[Audience]) -> set[str]:
        """Return the seats of these audiences that follow here."""
        seats = {line.seat_id for audience in SEATED.intersection(audiences) for line in self.lines[audience]}
        return {seat_id for seat_id in seats if seat_id is not None}

    def forget_unwatched(self, before: float) -> None:
        """Forget what is shown to audiences that nobody has followed or asked for since ``before``."""
        for audience in [a for a, s in self.shown.items() if not self.lines[a] and s.wanted_at < before]:
            del self.shown[audience]


def _fitted(audience: Audience, view: View, whole: dict[str, bytes]) -> dict[str, bytes]:
    """Return an audience's sections as they are sent: for phones none of them over the limit."""
    if audience not in PHONES or all(len(value) <= fitting.PHONES_BYTES for value in whole.values()):
        return whole
    return {name: whole[name] if value is view[name] else encode(value) for name, value in fitting.fit(view).items()}


def _now() -> int:
    return int(time.time() * 1000)
