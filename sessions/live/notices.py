"""Notices of the host: to all, to the screen, or to those who are meant at this moment (LESSONS.md 2.4)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions.errors import NoticeNotFound, PayloadInvalid
from sessions.live import meetings, rounds
from sessions.live.actors import Actor
from sessions.live.audience import Right, Role
from sessions.live.ballots import Admission
from sessions.live.meetings import Category, Meeting
from sessions.live.seats import Seat
from sessions.schema import Base, new_id

ALL, SCREEN, UNSCORED, REPORTER, LEADERS = "all", "screen", "unscored", "reporter", "leaders"
PUBLIC = (ALL, SCREEN)


class Notice(Base):
    """One notice; the newest that is not cleared stands. ``to``: all, screen, unscored, reporter or leaders."""

    __tablename__ = "notice"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(40))
    to: Mapped[str] = mapped_column(String(10))
    at: Mapped[int] = mapped_column(BigInteger)
    meant: Mapped[int]
    standing: Mapped[bool] = mapped_column(default=True)


class NoticeSeat(Base):
    """A seat that a notice means; for a notice to all, a seat that has acknowledged it."""

    __tablename__ = "notice_seat"

    notice_id: Mapped[str] = mapped_column(ForeignKey("notice.id", ondelete="CASCADE"), primary_key=True)
    seat_id: Mapped[str] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True)
    acked: Mapped[bool] = mapped_column(default=False)


def post(db: Session, now: int, actor: Actor, text: str, to: str) -> dict[str, Any]:
    """Post a notice in place of the one that stands; give ``{"notice_id"}``."""
    meeting = meetings.get(db, actor.meeting_id)
    if not text.strip():
        raise PayloadInvalid("通知还没有写内容。", field="text")
    _clear(db, meeting.id)
    meant = [] if to in PUBLIC else _meant(db, meeting, to)
    count = _present(db, meeting) if to == ALL else len(meant)
    notice = Notice(meeting_id=meeting.id, text=text.strip(), to=to, at=now, meant=count)
    db.add(notice)
    db.flush()
    db.add_all(NoticeSeat(notice_id=notice.id, seat_id=seat_id) for seat_id in meant)
    return {"notice_id": notice.id}


def clear(db: Session, now: int, actor: Actor) -> None:
    """Take the standing notice away."""
    _clear(db, actor.meeting_id)


def ack(db: Session, now: int, actor: Actor, notice_id: str) -> None:
    """Say 收到."""
    notice = db.get(Notice, notice_id)
    if notice is None or notice.meeting_id != actor.meeting_id or not notice.standing:
        raise NoticeNotFound
    mine = db.get(NoticeSeat, (notice.id, actor.seat))
    if mine is None:
        if notice.to != ALL:
            raise NoticeNotFound
        mine = NoticeSeat(notice_id=notice.id, seat_id=actor.seat)
        db.add(mine)
        checked_in = db.get_one(Seat, actor.seat).checked_in_at
        if checked_in is None or checked_in > notice.at:
            # was not here when it was posted, and has read it since
            notice.meant += 1
    mine.acked = True


def _clear(db: Session, meeting_id: str) -> None:
    db.execute(update(Notice).where(Notice.meeting_id == meeting_id, Notice.standing).values(standing=False))


def _present(db: Session, meeting: Meeting) -> int:
    return len(db.scalars(select(Seat.id).where(Seat.meeting_id == meeting.id, Seat.checked_in_at.is_not(None))).all())


def _meant(db: Session, meeting: Meeting, to: str) -> list[str]:
    """Return the seats that are meant now: the present leaders, the reporter being heard, or who has not scored."""
    seats = (
        select(Seat.id)
        .join(Category, Category.id == Seat.category_id)
        .where(Seat.meeting_id == meeting.id, Seat.checked_in_at.is_not(None))
    )
    if to == LEADERS:
        return list(db.scalars(seats.where(Category.role == Role.LEADER)))
    if to == REPORTER:
        heard = rounds.subjects_here(db, meeting)
        reporters = select(Seat.id).where(Seat.meeting_id == meeting.id, Seat.subject_id.in_(heard))
        return list(db.scalars(reporters))
    return _unscored(db, meeting)


def _unscored(db: Session, meeting: Meeting) -> list[str]:
    kinds = db.execute(select(Category.id, Category.rights).where(Category.meeting_id == meeting.id))
    rights = {kind.id: kind.rights for kind in kinds}  # dict() of a result asks it for keys
    present = select(Seat.id, Seat.category_id).where(Seat.meeting_id == meeting.id, Seat.checked_in_at.is_not(None))
    wanted = rounds.open_pairs(db, meeting)
    cast: dict[str, int] = {}
    for key in db.scalars(select(Admission.key).where(Admission.round_id.in_({pair[0] for pair in wanted}))):
        cast[key] = cast.get(key, 0) + 1
    return [
        seat_id
        for seat_id, category_id in db.execute(present)
        if Right.SCORE in rights[category_id] and cast.get(seat_id, 0) < len(wanted)
    ]
