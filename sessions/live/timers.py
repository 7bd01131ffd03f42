"""A countdown, pure: running towards a deadline, or standing with what is left. It may run over: left goes below 0."""

from __future__ import annotations

from dataclasses import dataclass, field

IDLE, RUNNING, PAUSED, HELD = "idle", "running", "paused", "held"
"""``held`` is a running clock that stands because the whole meeting is paused; people see it as paused."""


@dataclass(frozen=True, slots=True)
class Clock:
    """``ends_at`` (ms since 1970) while running; ``left_ms`` while paused or held; neither while idle.

    ``given_ms`` is all the time it has got so far: what was planned, and whatever was added; what is not left of it was
    spent.
    """

    state: str = IDLE
    ends_at: int | None = None
    left_ms: int | None = None
    given_ms: int = field(default=0, compare=False)

    def left(self, now: int) -> int | None:
        """Return what is left in ms, below 0 when over; None while idle."""
        return self.left_ms if self.ends_at is None else self.ends_at - now

    def spent(self, now: int) -> int:
        """Return the time in ms that has run off it, however often it was set anew or given more."""
        left = self.left(now)
        return 0 if left is None else max(0, self.given_ms - left)

    def started(self, now: int, left_ms: int) -> Clock:
        """Run towards ``now + left_ms``."""
        return Clock(RUNNING, now + left_ms, None, self.spent(now) + left_ms)

    def paused(self, now: int, state: str = PAUSED) -> Clock:
        """Stand with what is left; a clock that is not running stays as it is."""
        return Clock(state, None, self.left(now), self.given_ms) if self.state == RUNNING else self

    def held(self, now: int) -> Clock:
        """Stand because the meeting is paused."""
        return self.paused(now, HELD)

    def resumed(self, now: int) -> Clock:
        """Go on after the meeting's pause, if the clock ran when the pause began."""
        return self.started(now, self.left_ms or 0) if self.state == HELD else self

    def extended(self, now: int, more_ms: int) -> Clock:
        """Add time; an idle clock starts with it."""
        if self.state == RUNNING and self.ends_at is not None:
            return Clock(RUNNING, self.ends_at + more_ms, None, self.given_ms + more_ms)
        if self.state == IDLE:
            return self.started(now, more_ms)
        return Clock(self.state, None, (self.left_ms or 0) + more_ms, self.given_ms + more_ms)

    def view(self) -> dict[str, str | int | None]:
        """Return the clock as people see it (section ``stage``)."""
        return {"state": PAUSED if self.state == HELD else self.state, "ends_at": self.ends_at, "left_ms": self.left_ms}
