"""The clock of this process: it never leaps, whatever is done to the system's.

A laptop's clock may be an hour wrong until somebody, or the network, sets it right in the middle of a meeting. By the
system's clock a round's deadline would pass at that moment and its seal cannot be undone, or it would stay open for an
hour; accesses given a minute ago would be from the future, and dead. So time goes on here from where it was at the
start, and draws near to the system's clock so slowly that nobody's countdown shows it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

DRAWS_NEAR = 0.01
"""A hundredth: ten minutes that a machine has slept unnoticed are made good within a day."""


class SteadyClock:
    """Seconds since 1970 by ``wall``, without its leaps; ``elapsed`` only measures, and runs on while a lid is shut."""

    __slots__ = ("_at", "_elapsed", "_offset", "_wall")

    def __init__(self, wall: Callable[[], float], elapsed: Callable[[], float]) -> None:
        self._wall, self._elapsed = wall, elapsed
        self._at = elapsed()
        self._offset = wall() - self._at

    def time(self) -> float:
        """Return the time."""
        at = self._elapsed()
        most = max(0.0, at - self._at) * DRAWS_NEAR
        astray = self._wall() - at - self._offset
        self._offset += min(max(astray, -most), most)
        self._at = at
        return at + self._offset


def _elapsed() -> Callable[[], float]:
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic if boot is None else lambda: time.clock_gettime(boot)


def steady() -> Callable[[], float]:
    """Return a ``time.time`` that does not leap."""
    return SteadyClock(time.time, _elapsed()).time
