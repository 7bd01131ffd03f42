"""How fast one socket may talk: a small bucket that refills, in memory, a few additions a message."""

from __future__ import annotations

import time

from sessions.errors import RateLimited

DEEP = 60.0
PER_SECOND = 12.0
"""A person taps a few times a second at most; a phone that comes back sends a handful at once."""


class Bucket:
    """The allowance of one socket."""

    __slots__ = ("_left", "_since")

    def __init__(self) -> None:
        self._left, self._since = DEEP, time.monotonic()

    def take(self) -> None:
        """Use one. Raise :class:`RateLimited` when the bucket is empty."""
        now = time.monotonic()
        self._left = min(DEEP, self._left + (now - self._since) * PER_SECOND)
        self._since = now
        if self._left < 1:
            raise RateLimited
        self._left -= 1
