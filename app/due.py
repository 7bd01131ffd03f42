"""When a meeting's audiences are to be looked at next: what a host does at once, what comes from many gathered."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from app.bell import NOW, Pace
from app.feed import Feed, Line
from sessions.live.audience import Audience

GAP_S = {
    Audience.HOST: 0.25, Audience.SCREEN: 0.25, Audience.OBSERVERS: 0.25, Audience.SEATS: 1.0, Audience.VIEWERS: 1.0,
}  # fmt: skip
"""What comes from many is sent at most this often (CONTRACT.md 4)."""
SHARE, LONGEST_GAPS = 20, 3
"""A gathered look costs at most a twentieth of the time, so that a full hall leaves time for ballots; but nobody waits
longer than three times the usual gap."""

Told = Callable[[Any, Exception | None], None]
Waiter = tuple[Line, Told]


class Due:
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
