"""The rating of an answer: secret and once, by the codes of a ballot, but not sealed (CONTRACT.md 3, answer.rate)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions import database
from sessions.errors import BallotAlreadyCast, BallotIdTaken, QuestionState, SeatNotCheckedIn
from sessions.live import agenda, meetings, questions
from sessions.live.actors import Actor
from sessions.live.ballots import receipt_of
from sessions.live.questions import ANSWERED, CALLED
from sessions.live.seats import Seat
from sessions.schema import Base

GRADES = ("satisfied", "mostly_satisfied", "dissatisfied", "unknown")


class RatingAdmission(Base):
    """That a seat has rated an answer; never how."""

    __tablename__ = "rating_admission"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    question_id: Mapped[str] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)


class Rating(Base):
    """How an answer was rated; never by whom. Keyed by the receipt, without time or order."""

    __tablename__ = "rating"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    receipt: Mapped[str] = mapped_column(String(64), primary_key=True)
    question_id: Mapped[str] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True)
    grade: Mapped[str] = mapped_column(String(20))


def rate(db: Session, now: int, actor: Actor, question_id: str, grade: str, ballot_id: str) -> dict[str, Any]:
    """Rate an answer from its call until the subject's item is done; give ``{"receipt"}``."""
    question = questions.get(db, actor.meeting_id, question_id)
    receipt = receipt_of(ballot_id)
    known = db.get(Rating, receipt)
    mine = db.get(RatingAdmission, (question.id, actor.seat)) is not None
    if mine and known is not None and known.question_id == question.id:
        return {"receipt": receipt}
    meeting = meetings.get(db, actor.meeting_id)
    meeting.require_going()
    if question.state not in (CALLED, ANSWERED) or agenda.item_is_done(db, meeting, question.subject_id):
        raise QuestionState("现在不能评价这次答复。")
    if db.get_one(Seat, actor.seat).checked_in_at is None:
        raise SeatNotCheckedIn("您还没有签到。请先点“签到”，再评价。")
    if mine:
        raise BallotAlreadyCast("这次答复您已评过，不能再评。")
    if known is not None:
        raise BallotIdTaken
    link = db.connection()
    # another process may have come between the look and this
    if not database.insert_new(link, RatingAdmission.__table__, [(question.id, actor.seat)], returning="key"):
        raise BallotAlreadyCast("这次答复您已评过，不能再评。")
    if not database.insert_new(link, Rating.__table__, [(receipt, question.id, grade)], returning="receipt"):
        raise BallotIdTaken
    return {"receipt": receipt}
