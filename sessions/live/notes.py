"""An observer's own notes (列席督察): seen by its seat, and by 督察 staff after the meeting; by nobody else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions.errors import PayloadInvalid
from sessions.live import meetings
from sessions.live.actors import Actor
from sessions.schema import Base, new_id


class Note(Base):
    """One note, about a subject or about how the meeting is held."""

    __tablename__ = "note"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    seat_id: Mapped[str] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"))
    subject_id: Mapped[str | None] = mapped_column(ForeignKey("subject.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(2000))
    at: Mapped[int] = mapped_column(BigInteger)


def save(db: Session, now: int, actor: Actor, subject_id: str | None, text: str) -> dict[str, Any]:
    """Keep a note; give ``{"note_id"}``. Notes may be written in every state of the meeting."""
    meeting = meetings.get(db, actor.meeting_id)
    if subject_id is not None:
        meetings.subject(db, meeting, subject_id)
    if not text.strip():
        raise PayloadInvalid("记录还没有写内容。", field="text")
    note = Note(meeting_id=meeting.id, seat_id=actor.seat, subject_id=subject_id, text=text.strip(), at=now)
    db.add(note)
    db.flush()
    return {"note_id": note.id}
