"""Prove a meeting's invariants from what is stored (DESIGN.md 6.5); each is a sentence and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sessions.live import meetings, seal
from sessions.live.audience import Audience, Right
from sessions.live.ballots import Admission, Ballot, Urn
from sessions.live.meetings import Category, Meeting
from sessions.live.rounds import OPEN, VOID, Round, RoundSubject
from sessions.live.seats import Seat

Check = tuple[str, bool]


def verify(db: Session, code: str) -> list[Check]:
    """Return every invariant of the meeting with whether it holds. Raise :class:`MeetingNotFound`."""
    meeting = meetings.by_code(db, code)
    papers = db.execute(
        select(Round, RoundSubject)
        .join(RoundSubject, RoundSubject.round_id == Round.id)
        .where(Round.meeting_id == meeting.id)
        .order_by(Round.number, RoundSubject.position)
    )
    checks = [("一部设备最多占一张同类票证", _devices_once(db, meeting))]
    for found, paper in papers:
        checks.extend(_of_paper(db, meeting, found, paper))
    return checks


def _of_paper(db: Session, meeting: Meeting, found: Round, paper: RoundSubject) -> Iterator[Check]:
    which = "（已作废）" if found.state == VOID else ""
    where = f"第 {found.number} 次测评{which}，第 {paper.position + 1} 位"
    admitted = _rows(db, Admission, found, paper)
    in_urn, sealed = _rows(db, Urn, found, paper), _rows(db, Ballot, found, paper)
    yield f"{where}：投票登记数 {admitted} 等于票数 {in_urn + sealed}", admitted == in_urn + sealed
    if found.state == OPEN:
        yield f"{where}：未结束，没有计票", sealed == 0 and paper.result is None and paper.counts is None
        return
    yield f"{where}：已封存，票箱已空", in_urn == 0
    if found.audience == Audience.SEATS:
        seats = _scoring_seats(db, meeting)
        yield f"{where}：票数 {sealed} 不超过票证数 {seats}", sealed <= seats
    if found.state != VOID:
        frozen = (paper.turnout, paper.counts, paper.result)
        yield f"{where}：重新计票与封存的结果一致", seal.recount(db, meeting, found, paper) == frozen


def _rows(db: Session, table: type[Admission | Urn | Ballot], found: Round, paper: RoundSubject) -> int:
    query = (
        select(func.count()).select_from(table).where(table.round_id == found.id, table.subject_id == paper.subject_id)
    )
    return db.scalar(query) or 0


def _scoring_seats(db: Session, meeting: Meeting) -> int:
    kinds = db.scalars(select(Category).where(Category.meeting_id == meeting.id))
    scoring = [kind.id for kind in kinds if Right.SCORE in kind.rights]
    return db.scalar(select(func.count()).select_from(Seat).where(Seat.category_id.in_(scoring))) or 0


def _devices_once(db: Session, meeting: Meeting) -> bool:
    """A device may hold slips of two kinds (a shared tablet), but open join never gives one device two seats."""
    query = (
        select(Seat.device)
        .where(Seat.meeting_id == meeting.id, Seat.taken_open)
        .group_by(Seat.category_id, Seat.device)
        .having(func.count() > 1)
    )
    return db.execute(query).first() is None
