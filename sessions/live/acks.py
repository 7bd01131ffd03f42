"""The first answer to a command that carries a ``client_id``, so that sending it again does nothing (CONTRACT.md 3).

Ballots and ratings are never kept here: ``actor`` beside a receipt would tie a seat to a ballot. Their ``ballot_id``
makes them safe to repeat instead.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions.schema import Base


class CommandAck(Base):
    """The data of an ack, by meeting, sender and the sender's ``client_id``."""

    __tablename__ = "command_ack"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    actor: Mapped[str] = mapped_column(String(60), primary_key=True)
    client_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


def first(db: Session, meeting_id: str, actor: str, client_id: str) -> dict[str, Any] | None:
    """Return the data of the first ack, or None."""
    kept = db.get(CommandAck, (meeting_id, actor, client_id))
    return None if kept is None else kept.data


def keep(db: Session, meeting_id: str, actor: str, client_id: str, data: dict[str, Any]) -> None:
    """Keep the data of a first ack, in the transaction of the command itself."""
    db.add(CommandAck(meeting_id=meeting_id, actor=actor, client_id=client_id, data=data))
