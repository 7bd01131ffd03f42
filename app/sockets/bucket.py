"""How fast one socket may talk: a small bucket that refills, in memory, a few additions a message."""

from __future__ import annotations

import time

from sessions.errors import RateLimited

DEEP = 60.0
PER_SECOND = 12.0
"""A person taps a few times a second at most; a phone that comes back sends a handful at once."""
HOST_TIMES = 10
"""A console may pass two hundred questions at one stroke."""


class Bucket:
    """The allowance of one socket."""

    __slots__ = ("_left", "_per_second", "_since", "deep")

    def __init__(self, times: int = 1) -> None:
        self.deep, self._per_second = DEEP * times, PER_SECOND * times
        self._left, self._since = self.deep, time.monotonic()

    def take(self) -> None:
        """Use one. Raise :class:`RateLimited` when the bucket is empty."""
        now = time.monotonic()
        self._left = min(self.deep, self._left + (now - self._since) * self._per_second)
        self._since = now
        if self._left < 1:
            raise RateLimited
        self._left -= 1
