"""Results for staff, on the command line: what is revealed at least to staff, and of the rest the counts only."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sessions.live import meetings, results
from sessions.live.audience import Audience
from sessions.live.rounds import CLOSED, Round, RoundSubject
from sessions.live.seal import Remark


def results_for_staff(db: Session, code: str) -> list[dict[str, Any]]:
    """Return one entry a round and subject that is closed (CONTRACT.md 6). Raise :class:`MeetingNotFound`."""
    meeting = meetings.by_code(db, code)
    rows = db.execute(
        select(Round, RoundSubject)
        .join(RoundSubject, RoundSubject.round_id == Round.id)
        .where(Round.meeting_id == meeting.id, Round.state == CLOSED)
        .order_by(Round.number, RoundSubject.position)
    )
    return [_entry(db, found, paper) for found, paper in rows]


def _entry(db: Session, found: Round, paper: RoundSubject) -> dict[str, Any]:
    result = paper.result or {}
    if not results.sees(Audience.HOST, found.state, found.revealed_to):
        return results.counts_only(found.id, paper.subject_id, found.audience, found.state, result)
    remarks = db.scalars(
        select(Remark).where(Remark.round_id == found.id, Remark.subject_id == paper.subject_id).order_by(Remark.id)
    )
    entry = results.shape(found.id, paper.subject_id, found.audience, result)
    withheld = bool(result.get("withheld"))
    said = [] if withheld else [{"category": remark.category, "text": remark.text} for remark in remarks]
    return entry | {"revealed_to": found.revealed_to, "remarks": said}
