"""Who sends a command: what the server knows of the sender, never what the sender says of himself."""

from __future__ import annotations

from dataclasses import dataclass, field

from sessions.errors import AccessDenied
from sessions.live.audience import Audience


@dataclass(frozen=True, slots=True)
class Actor:
    """One sender in one meeting.

    ``key`` is ``seat:<id>``, ``viewer:<device>``, ``staff:<name>`` or ``screen``. ``category`` is a category's key,
    ``rights`` those of the seat's category (a viewer's are fixed). ``generation`` is the seat's, or the account's, when
    the socket opened.
    """

    meeting_id: str
    audience: Audience
    key: str
    seat_id: str | None = None
    category: str | None = None
    role: str | None = None
    rights: frozenset[str] = field(default_factory=frozenset)
    generation: int = 0

    def need(self, right: str) -> None:
        """Raise :class:`AccessDenied` unless the actor has the right."""
        if right not in self.rights:
            raise AccessDenied

    @property
    def staff(self) -> str | None:
        """Return the name of the account, if it is one that acts."""
        kind, _, name = self.key.partition(":")
        return name if kind == "staff" else None

    @property
    def seat(self) -> str:
        """Return the seat's id. Raise :class:`AccessDenied` for who holds none."""
        if self.seat_id is None:
            raise AccessDenied
        return self.seat_id
