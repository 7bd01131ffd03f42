"""Comments (点评) of leaders and experts: 成绩, 问题短板, 建议 on one subject; shown where the host lets them be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions.errors import CommentClosed, CommentNotFound, PayloadInvalid
from sessions.live import agenda, meetings
from sessions.live.actors import Actor
from sessions.live.meetings import RUNNING, Category
from sessions.live.seats import Seat
from sessions.schema import Base, new_id

TO_SCREEN, TO_ALL = "screen", "all"


class Comment(Base):
    """One seat's comment on one subject. ``by`` is the name given in the meeting file, or the category.

    ``shown`` is None (host and observers only), ``screen`` (the projector too; one at a time) or ``all``.
    """

    __tablename__ = "comment"
    __table_args__ = (UniqueConstraint("seat_id", "subject_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    seat_id: Mapped[str] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"))
    subject_id: Mapped[str] = mapped_column(ForeignKey("subject.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(12))
    by: Mapped[str] = mapped_column(String(40))
    strengths: Mapped[str] = mapped_column(String(500))
    problems: Mapped[str] = mapped_column(String(500))
    advice: Mapped[str] = mapped_column(String(500))
    position: Mapped[int]
    shown: Mapped[str | None] = mapped_column(String(8))
    shown_at: Mapped[int | None] = mapped_column(BigInteger)


def submit(
    db: Session, now: int, actor: Actor, subject_id: str, strengths: str, problems: str, advice: str
) -> dict[str, Any]:
    """Enter a comment, or amend it until the subject's item is done; give ``{"comment_id"}``."""
    meeting = meetings.get(db, actor.meeting_id)
    subject = meetings.subject(db, meeting, subject_id)
    parts = {"strengths": strengths.strip(), "problems": problems.strip(), "advice": advice.strip()}
    if not any(parts.values()):
        raise PayloadInvalid("成绩、问题、建议至少写一项。", field="strengths")
    if agenda.item_is_done(db, meeting, subject.id):
        raise CommentClosed
    meeting.require(RUNNING)
    comment = db.scalar(select(Comment).where(Comment.seat_id == actor.seat, Comment.subject_id == subject.id))
    if comment is None:
        comment = Comment(
            meeting_id=meeting.id, seat_id=actor.seat, subject_id=subject.id, role=actor.role or "",
            by=_by(db, actor), position=_next_position(db, meeting.id),
        )  # fmt: skip
        db.add(comment)
    comment.strengths, comment.problems, comment.advice = parts["strengths"], parts["problems"], parts["advice"]
    db.flush()
    return {"comment_id": comment.id}


def _by(db: Session, actor: Actor) -> str:
    seat = db.get_one(Seat, actor.seat)
    return seat.name or db.get_one(Category, seat.category_id).name


def _next_position(db: Session, meeting_id: str) -> int:
    taken = db.scalars(select(Comment.position).where(Comment.meeting_id == meeting_id)).all()
    return max(taken, default=0) + 1


def show(db: Session, now: int, actor: Actor, comment_id: str, on: bool, to: str) -> None:
    """Show a comment on the screen alone (one at a time) or to all, where it stays; or take it away.

    The one shown last stands on the screen.
    """
    comment = db.get(Comment, comment_id)
    if comment is None or comment.meeting_id != actor.meeting_id:
        raise CommentNotFound
    if on and to == TO_SCREEN:
        others = select(Comment).where(Comment.meeting_id == actor.meeting_id, Comment.shown == TO_SCREEN)
        for other in db.scalars(others):
            other.shown = None
    comment.shown, comment.shown_at = (to, now) if on else (None, None)
