"""Close a round: seal its ballots, count them for the first time, and leave nothing that ties a seat to one.

All in the writer's one transaction (DESIGN.md 6.2): casts committed before it count, later ones get round.closed. The
ballots move from the urn in the order of their receipts, the admissions are written anew in the order of their keys,
so that neither table keeps the order in which people cast; the caller then empties the write-ahead log
(sessions/traces.py).
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import ForeignKey, String, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions import database
from sessions.errors import PayloadInvalid, RoundState
from sessions.live import audit, rounds
from sessions.live.actors import Actor
from sessions.live.audience import Audience, Right
from sessions.live.ballots import VIEWER_CATEGORY, Admission, Ballot, Urn
from sessions.live.meetings import Category, Form, Meeting
from sessions.live.results import frozen
from sessions.live.rounds import CLOSED, OPEN, VOID, Round, RoundSubject
from sessions.live.seats import Seat
from sessions.live.tally import Counts, FormItem, Grade, Rules, Weighting, count, tally
from sessions.schema import Base

Outcome = tuple[list[dict[str, Any]], Counts, dict[str, Any]]
"""What is frozen of a subject: turnout by category, counts, result."""
TRACES = "traces"
"""Set in ``Session.info`` by a seal: the writer then empties the log that still holds the order of the casts."""


class Remark(Base):
    """What a ballot said in words, apart from its grades; without a category where that one is small."""

    __tablename__ = "remark"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    subject_id: Mapped[str] = mapped_column(ForeignKey("subject.id", ondelete="CASCADE"))
    category: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(200))


def close(db: Session, now: int, actor: Actor, round_id: str) -> None:
    """Close and seal a round. Nobody sees its result before it is revealed."""
    found = rounds.get(db, actor.meeting_id, round_id)
    if found.state == VOID:
        raise RoundState("这次测评已经作废。")
    if found.state == OPEN:
        _seal(db, now, found, CLOSED)


def void(db: Session, now: int, actor: Actor, round_id: str, reason: str) -> None:
    """Make a round void while nobody has seen its result; its subjects may be scored anew."""
    found = rounds.get(db, actor.meeting_id, round_id)
    if not reason.strip():
        raise PayloadInvalid("请填写作废的理由，理由会记入会议记录。", field="reason")
    if found.state == VOID:
        return
    db.refresh(found, with_for_update=True)
    if found.revealed_to is not None:
        raise RoundState("结果已经有人看过，不能作废。")
    if found.state == OPEN:
        _seal(db, now, found, VOID)
    found.state, found.void_reason = VOID, reason.strip()


def due(db: Session, now: int) -> list[tuple[str, str]]:
    """Return the open rounds whose deadline and grace are over, each with its meeting."""
    rows = select(Round.id, Round.meeting_id).where(Round.state == OPEN, Round.closes_at <= now).order_by(Round.id)
    return [(row.id, row.meeting_id) for row in db.execute(rows)]


def close_due(db: Session, now: int, round_id: str) -> list[str]:
    """Close a round if its deadline and grace are over; give its meeting's id if so. Any process may do it.

    One round a call, so that one that cannot be sealed keeps no other open.
    """
    found = db.get(Round, round_id)
    if found is None or not _seal(db, now, found, CLOSED, due_only=True):
        return []
    audit.record(db, now, Actor(found.meeting_id, Audience.HOST, "clock"), "round.close", {"round_id": found.id})
    return [found.meeting_id]


def _seal(db: Session, now: int, found: Round, state: str, *, due_only: bool = False) -> bool:
    """Seal the round; say whether it was still to be sealed."""
    # another process may have sealed it while we waited for the lock, or the host given it more time
    db.refresh(found, with_for_update=True)
    if found.state != OPEN or (due_only and (found.closes_at is None or found.closes_at > now)):
        return False
    found.state, found.closed_at, found.left_ms = state, now, None
    found.until(None)
    meeting = db.get_one(Meeting, found.meeting_id)
    categories = _scoring(db, meeting, found)
    present = present_of(db, meeting, found)
    for paper in db.scalars(select(RoundSubject).where(RoundSubject.round_id == found.id)):
        _count(db, meeting, found, paper, categories, present)
    _move(db, found)
    _reorder_admission(db, found)
    db.info[TRACES] = True
    return True


def _scoring(db: Session, meeting: Meeting, found: Round) -> list[Weighting]:
    """Return the categories that take part, in the meeting's order; viewers stand alone (DOMAIN.md 5)."""
    if found.audience == Audience.VIEWERS:
        return [Weighting(VIEWER_CATEGORY, 1)]
    kinds = db.scalars(select(Category).where(Category.meeting_id == meeting.id).order_by(Category.position))
    return [Weighting(kind.key, kind.weight) for kind in kinds if Right.SCORE in kind.rights]


def present_of(db: Session, meeting: Meeting, found: Round) -> dict[str, int]:
    """Return who is present with the right to score, by category; empty for a viewers' round."""
    if found.audience == Audience.VIEWERS:
        return {}
    kinds = db.scalars(select(Category).where(Category.meeting_id == meeting.id).order_by(Category.position)).all()
    checked = select(Seat.category_id, func.count()).where(
        Seat.meeting_id == meeting.id, Seat.checked_in_at.is_not(None)
    )
    counted = {key: n for key, n in db.execute(checked.group_by(Seat.category_id))}
    return {kind.key: counted.get(kind.id, 0) for kind in kinds if Right.SCORE in kind.rights}


def _count(
    db: Session,
    meeting: Meeting,
    found: Round,
    paper: RoundSubject,
    categories: Sequence[Weighting],
    present: dict[str, int],
) -> None:
    """Freeze turnout, counts and result of one subject."""
    outcome = _worked_out(db, meeting, found, paper, _papers(db, Urn, found.id, paper.subject_id), categories, present)
    paper.turnout, paper.counts, paper.result = outcome


def _worked_out(
    db: Session,
    meeting: Meeting,
    found: Round,
    paper: RoundSubject,
    papers: Sequence[tuple[str, str]],
    categories: Sequence[Weighting],
    present: dict[str, int],
) -> Outcome:
    form = db.scalars(select(Form).where(Form.meeting_id == meeting.id, Form.key == paper.form_key)).one()
    cast, abstained, counts = counted(papers, form)
    result = tally(
        counts, {key: cast[key] - abstained[key] for key in cast}, abstained, items_of(form), grades_of(form),
        categories, rules_of(meeting),
    )  # fmt: skip
    hall = cast.total() if found.audience == Audience.VIEWERS else sum(present.values())
    turnout = [{"category": key, "cast": cast[key], "present": n} for key, n in present.items()]
    return turnout, counts, frozen(result, form, cast.total(), abstained.total(), hall, rules_of(meeting))


def counted(papers: Sequence[tuple[str, str]], form: Form) -> tuple[Counter[str], Counter[str], Counts]:
    """Count papers (category, grades as JSON): cast and abstained by category, and the grades of the others."""
    cast = Counter(category for category, _ in papers)
    abstained = Counter(category for category, grades in papers if grades == "{}")
    graded = [(category, json.loads(grades)) for category, grades in papers if grades != "{}"]
    return cast, abstained, count(graded, items_of(form), grades_of(form))


def _papers(db: Session, table: Any, round_id: str, subject_id: str) -> list[tuple[str, str]]:
    rows = select(table.category, table.grades).where(table.round_id == round_id, table.subject_id == subject_id)
    return [(row.category, row.grades) for row in db.execute(rows)]


def recount(db: Session, meeting: Meeting, found: Round, paper: RoundSubject) -> Outcome:
    """Count the sealed ballots of a subject again: turnout, counts and result, as they must have been frozen.

    Who was present is known from the frozen turnout alone; all else comes from the ballots.
    """
    present = {entry["category"]: entry["present"] for entry in paper.turnout or []}
    papers = _papers(db, Ballot, found.id, paper.subject_id)
    return _worked_out(db, meeting, found, paper, papers, _scoring(db, meeting, found), present)


def _move(db: Session, found: Round) -> None:
    _keep_remarks(db, found)
    columns = ["receipt", "round_id", "subject_id", "category", "grades"]
    papers = select(*(getattr(Urn, name) for name in columns)).where(Urn.round_id == found.id).order_by(Urn.receipt)
    db.execute(insert(Ballot).from_select(columns, papers))
    db.execute(delete(Urn).where(Urn.round_id == found.id))


def _keep_remarks(db: Session, found: Round) -> None:
    """Put the remarks apart, with the category only where it is a group of the result by itself.

    The other categories of a merged group lose theirs too: one remark without would be known by what is missing.
    """
    alone = {
        (paper.subject_id, group["categories"][0])
        for paper in db.scalars(select(RoundSubject).where(RoundSubject.round_id == found.id))
        for group in (paper.result or {})["groups"]
        if len(group["categories"]) == 1
    }
    rows = [
        (
            secrets.token_hex(16), found.id, urn.subject_id,
            urn.category if (urn.subject_id, urn.category) in alone else None, urn.remark,
        )
        for urn in db.scalars(select(Urn).where(Urn.round_id == found.id, Urn.remark.is_not(None)))
    ]  # fmt: skip
    database.insert_new(db.connection(), Remark.__table__, sorted(rows))


def _reorder_admission(db: Session, found: Round) -> None:
    rows = db.execute(
        select(Admission.round_id, Admission.subject_id, Admission.key).where(Admission.round_id == found.id)
    )
    ordered = sorted(tuple(row) for row in rows)
    db.execute(delete(Admission).where(Admission.round_id == found.id))
    database.insert_new(db.connection(), Admission.__table__, ordered)


def items_of(form: Form) -> list[FormItem]:
    """Return a form's items as the tally knows them."""
    return [FormItem(i["key"], i["name"], i["weight"], i["overall"]) for i in form.items]


def grades_of(form: Form) -> list[Grade]:
    """Return a form's grades as the tally knows them."""
    return [Grade(g["key"], g["name"], g["value"]) for g in form.grades]


def rules_of(meeting: Meeting) -> Rules:
    """Return what the meeting sets for its tally."""
    return Rules(meeting.small_group, str(meeting.settings["rate_base"]), Fraction(str(meeting.settings["quorum"])))
