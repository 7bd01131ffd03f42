"""Section ``questions``: host and observers see the whole inbox, everybody else what was let through."""

from __future__ import annotations

from typing import Any

from sessions.live import cutting
from sessions.live.audience import Audience
from sessions.live.hall import AnyRow, Hall
from sessions.live.questions import APPROVED, CALLED, MERGED, SHOWN
from sessions.live.ratings import GRADES
from sessions.live.sections.fitting import PHONES_BYTES, foremost

INNER = (Audience.HOST, Audience.OBSERVERS)
PHONES_MOST = 30


def questions(hall: Hall, audience: Audience) -> list[dict[str, Any]]:
    """Build ``questions``; on the screen each has its ``cut`` text, so that every wall breaks it alike."""
    if audience in INNER:
        return [_inner(hall, row) for row in hall.questions]
    shown = [row for row in hall.questions if row.state in SHOWN]
    if audience is Audience.SCREEN:
        return [_outer(hall, row) | {"cut": _cut(row)} for row in shown]
    rows = [_outer(hall, row) for row in sorted(shown, key=lambda row: _foremost(hall, row))]
    return foremost(rows, lambda place, _: place, PHONES_BYTES - 2, PHONES_MOST)


def _cut(row: AnyRow) -> dict[str, str]:
    cut = cutting.question(row.shown_text or row.text)
    return {"text": cut.text, "len": cut.size}


def _foremost(hall: Hall, row: AnyRow) -> tuple[int, int, int]:
    """Order for phones: the called one, what this subject may yet be asked, what was answered last, the rest."""
    here = hall.item is not None and row.subject_id in hall.item.subject_ids
    if row.state == CALLED:
        return (0, 0, row.number)
    if row.state == APPROVED and here:
        return (1, -hall.supports.get(row.id, 0), row.number)
    return (2 if here else 3, -(row.called_at or 0), row.number)


def _outer(hall: Hall, row: AnyRow) -> dict[str, Any]:
    counts = hall.ratings.get(row.id, {})
    rated = sum(counts.values()) >= hall.small_group
    return {
        "id": row.id,
        "number": row.number,
        "subject_id": row.subject_id,
        "text": row.shown_text or row.text,
        "by": row.by,
        "at": row.at,
        "called_at": row.called_at,
        "follows": row.follows,
        "supports": hall.supports.get(row.id, 0) if row.state != MERGED else 0,
        "state": row.state,
        "answer": row.answer,
        "rating": {grade: counts.get(grade, 0) for grade in GRADES} if rated else None,
    }


def _inner(hall: Hall, row: AnyRow) -> dict[str, Any]:
    return _outer(hall, row) | {
        "evaded": row.evaded,
        "into": row.into,
        "reason": row.reason,
        "original": row.text if row.shown_text else None,
    }
