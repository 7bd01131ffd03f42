"""Rounds (测评): open, extend, reveal, void; what closing does is seal.py, what ballots do is ballots.py.

A round moves ``open`` to ``closed``, and from either to ``void`` while nobody has seen its result. ``revealed_to``
widens from None over staff and seats to all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions.errors import PayloadInvalid, RoundNotFound, RoundQuorum, RoundState
from sessions.live import meetings
from sessions.live.actors import Actor
from sessions.live.agenda import AgendaItem
from sessions.live.audience import Audience, Right
from sessions.live.meetings import RUNNING, Category, Meeting
from sessions.live.seats import Seat
from sessions.schema import Base, new_id

OPEN, CLOSED, VOID = "open", "closed", "void"
STAFF, TO_SEATS, TO_ALL = "staff", "seats", "all"
WIDTH = {None: 0, STAFF: 1, TO_SEATS: 2, TO_ALL: 3}
GRACE_MS = 60_000
"""For who has begun when time is up (DOMAIN.md 6): the round takes ballots until ``ends_at`` + this."""


class Round(Base):
    """One vote on one or several subjects by the seats or by the viewers. ``left_ms`` stands while it is paused."""

    __tablename__ = "round"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    audience: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(8), default=OPEN)
    opened_at: Mapped[int] = mapped_column(BigInteger)
    closed_at: Mapped[int | None] = mapped_column(BigInteger)
    ends_at: Mapped[int | None] = mapped_column(BigInteger)
    closes_at: Mapped[int | None] = mapped_column(BigInteger)
    left_ms: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str | None] = mapped_column(String(200))
    void_reason: Mapped[str | None] = mapped_column(String(200))
    revealed_to: Mapped[str | None] = mapped_column(String(8))

    def until(self, ends_at: int | None) -> None:
        """Set what phones count down to, and with it when the server closes."""
        self.ends_at = ends_at
        self.closes_at = None if ends_at is None else ends_at + GRACE_MS


class RoundSubject(Base):
    """One subject of a round, and what the seal froze of it: counts by category, the tally's counts, its result."""

    __tablename__ = "round_subject"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    subject_id: Mapped[str] = mapped_column(ForeignKey("subject.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]
    form_key: Mapped[str] = mapped_column(String(40))
    turnout: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    counts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)


def get(db: Session, meeting_id: str, round_id: str) -> Round:
    """Return a round of this meeting. Raise :class:`RoundNotFound`."""
    found = db.get(Round, round_id)
    if found is None or found.meeting_id != meeting_id:
        raise RoundNotFound
    return found


def open_ones(db: Session, meeting: Meeting) -> list[Round]:
    """Return the rounds that are open."""
    return list(db.scalars(select(Round).where(Round.meeting_id == meeting.id, Round.state == OPEN)))


def open_pairs(db: Session, meeting: Meeting) -> set[tuple[str, str]]:
    """Return (round, subject) of what the seats can score now."""
    rows = (
        select(RoundSubject.round_id, RoundSubject.subject_id)
        .join(Round, Round.id == RoundSubject.round_id)
        .where(Round.meeting_id == meeting.id, Round.state == OPEN, Round.audience == Audience.SEATS)
    )
    return {(row.round_id, row.subject_id) for row in db.execute(rows)}


def subjects_here(db: Session, meeting: Meeting) -> list[str]:
    """Return the subjects of the item that the meeting is at."""
    item = db.get(AgendaItem, meeting.item_id) if meeting.item_id else None
    return list(item.subject_ids) if item else []


def open_round(
    db: Session,
    now: int,
    actor: Actor,
    subject_ids: Sequence[str],
    audience: str,
    seconds: int | None,
    reason: str | None,
) -> dict[str, Any]:
    """Open a round; give ``{"round_id"}``.

    Raise :class:`RoundState` for a subject that has a round of this audience which is not void, and
    :class:`RoundQuorum` where not more than half of those expected to score are present and no reason is given.
    """
    meeting = meetings.get(db, actor.meeting_id)
    subjects = [meetings.subject(db, meeting, subject_id) for subject_id in subject_ids]
    if not subjects or len(set(subject_ids)) != len(subject_ids):
        raise PayloadInvalid("请选择要测评的述法对象，每人一次。", field="subject_ids")
    meeting.require_going()
    taken = _rounds_of(db, subject_ids, audience)
    if taken:
        raise RoundState("这位述法对象已经测评过，或正在测评。要重来，请先作废原来的一次。")
    if audience == Audience.SEATS and not (reason or "").strip() and not _quorum(db, meeting):
        raise RoundQuorum(field="reason")
    number = db.scalar(select(func.count()).select_from(Round).where(Round.meeting_id == meeting.id)) or 0
    opened = Round(
        id=new_id(), meeting_id=meeting.id, number=number + 1, audience=audience, opened_at=now, reason=reason
    )
    opened.until(None if seconds is None else now + seconds * 1000)
    db.add(opened)
    db.flush()
    for position, subject in enumerate(subjects):
        db.add(RoundSubject(round_id=opened.id, subject_id=subject.id, position=position, form_key=subject.form_key))
    return {"round_id": opened.id}


def _rounds_of(db: Session, subject_ids: Sequence[str], audience: str) -> int:
    query = (
        select(func.count())
        .select_from(RoundSubject)
        .join(Round, Round.id == RoundSubject.round_id)
        .where(RoundSubject.subject_id.in_(subject_ids), Round.audience == audience, Round.state != VOID)
    )
    return db.scalar(query) or 0


def _quorum(db: Session, meeting: Meeting) -> bool:
    """Return whether more than half of those expected to score are present (DOMAIN.md 5)."""
    scoring = [
        (category.id, category.expected)
        for category in db.scalars(select(Category).where(Category.meeting_id == meeting.id))
        if Right.SCORE in category.rights
    ]
    present = db.scalar(
        select(func.count())
        .select_from(Seat)
        .where(Seat.category_id.in_([key for key, _ in scoring]), Seat.checked_in_at.is_not(None))
    )
    return 2 * (present or 0) > sum(expected for _, expected in scoring)


def extend(db: Session, now: int, actor: Actor, round_id: str, seconds: int) -> None:
    """Give more time; a round without a deadline gets one, counted from now."""
    found = get(db, actor.meeting_id, round_id)
    meetings.get(db, actor.meeting_id).require(RUNNING)
    if found.state != OPEN:
        raise RoundState("这次测评已经结束，不能延长。")
    if found.closes_at is not None and found.closes_at < now:
        # over, though the closer is late: ballots have been refused already
        raise RoundState("这次测评的时间已经到了，正在结束，不能延长。")
    if found.left_ms is not None:
        found.left_ms = max(found.left_ms, 0) + seconds * 1000
    elif meetings.get(db, actor.meeting_id).paused:
        found.left_ms = seconds * 1000
    else:
        found.until(max(found.ends_at or now, now) + seconds * 1000)


def reveal(db: Session, now: int, actor: Actor, round_id: str, to: str) -> None:
    """Open a sealed result to staff, to the hall (seats) or to all: ever wider, never narrower."""
    found = get(db, actor.meeting_id, round_id)
    if found.state != CLOSED:
        raise RoundState("测评还没有结束，不能公布。" if found.state == OPEN else "这次测评已经作废，没有结果。")
    if WIDTH[to] < WIDTH[found.revealed_to]:
        raise RoundState("结果已经公布到更大的范围，不能收回。")
    found.revealed_to = to


def hold(db: Session, now: int, meeting: Meeting) -> None:
    """Let the deadlines of open rounds stand while the meeting is paused."""
    for found in open_ones(db, meeting):
        if found.ends_at is not None:
            found.left_ms = found.ends_at - now
            found.until(None)


def release(db: Session, now: int, meeting: Meeting) -> None:
    """Set the deadlines anew from what was left."""
    for found in open_ones(db, meeting):
        if found.left_ms is not None:
            found.until(now + found.left_ms)
            found.left_ms = None
