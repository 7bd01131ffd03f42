"""The bell: that a meeting has changed, and how soon people should see it. It may be lost, doubled or late."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Pace(StrEnum):
    """NOW: a host has done something, sent at once. SOON: it comes from many and is gathered (CONTRACT.md 4)."""

    NOW = "now"
    SOON = "soon"


NOW, SOON = Pace.NOW, Pace.SOON


class Bell(Protocol):
    """Whoever wants to hear of commits."""

    def ring(self, meeting_id: str, pace: Pace) -> None:
        """Hear that a meeting has changed. Must not wait or raise."""
