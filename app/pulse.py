"""The hub's pulse: how long everything else in this process has to wait its turn."""

from __future__ import annotations

import time
from collections import deque

from app import runtime

EVERY_S = 0.25
BEATS = 40
"""Ten seconds of beats: the longest delay among them is what is told."""


class Pulse:
    """Sleep a short time over and over; what is slept too long is the hub's delay."""

    def __init__(self) -> None:
        self._late: deque[float] = deque(maxlen=BEATS)

    def start(self) -> None:
        """Begin to measure, beside everything else."""
        runtime.spawn(self._beat_for_ever)

    @property
    def longest_s(self) -> float:
        """Return the longest delay of the last ten seconds."""
        return max(self._late, default=0.0)

    def _beat_for_ever(self) -> None:
        while True:
            before = time.monotonic()
            runtime.sleep(EVERY_S)
            self._late.append(max(0.0, time.monotonic() - before - EVERY_S))
