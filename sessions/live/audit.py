"""The audit trail: every host command that was carried out, by whom and when. It holds no ballot and no remark."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions.live.actors import Actor
from sessions.schema import Base


class AuditEntry(Base):
    """One deed: ``actor`` is ``staff:<name>`` or ``clock``, ``what`` the command, ``detail`` its payload."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(String(60))
    what: Mapped[str] = mapped_column(String(40))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)


def record(db: Session, now: int, actor: Actor, what: str, detail: dict[str, Any]) -> None:
    """Write down a deed, in the transaction of the deed itself."""
    db.add(AuditEntry(meeting_id=actor.meeting_id, at=now, actor=actor.key, what=what, detail=detail))
