"""Sections ``comments`` and ``commentators``: what was said of a subject, and whose word is still awaited.

Host and observers see all comments, the others what the host shows them. Who has not written is for the host alone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from sessions.live import cutting
from sessions.live.audience import Audience, Right
from sessions.live.comments import TO_ALL, TO_SCREEN, Comment
from sessions.live.hall import AnyRow, Hall
from sessions.live.seats import Seat

SHOWN_TO = {Audience.SCREEN: (TO_SCREEN, TO_ALL), Audience.SEATS: (TO_ALL,), Audience.VIEWERS: (TO_ALL,)}


def comments(hall: Hall, audience: Audience) -> list[dict[str, Any]]:
    """Build ``comments``; on the screen each has its ``cut`` parts, and the one shown last stands last."""
    wanted = SHOWN_TO.get(audience)
    rows = [row for row in hall.comments if wanted is None or row.shown in wanted]
    if audience is Audience.SCREEN:
        return [_comment(row) | {"cut": _cut(row)} for row in sorted(rows, key=lambda row: row.shown_at or 0)]
    return [_comment(row) for row in rows]


def _comment(row: AnyRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "subject_id": row.subject_id,
        "role": row.role,
        "by": row.by,
        "strengths": row.strengths,
        "problems": row.problems,
        "advice": row.advice,
        "shown": row.shown,
    }


def _cut(row: AnyRow) -> dict[str, str]:
    return {part: cutting.comment_part(getattr(row, part), limit) for part, limit in cutting.COMMENT_LIMITS.items()}


def commentators(hall: Hall, audience: Audience) -> list[dict[str, Any]]:
    """Build ``commentators``: who may comment, by name; those of a category without a name as one row.

    ``seats`` and ``present`` are counts, ``written`` the number of comments by subject.
    """
    kinds = {kind.id: kind for kind in hall.categories if Right.COMMENT in kind.rights}
    if not kinds:
        return []
    present = func.count(Seat.checked_in_at).label("present")
    people = (
        select(Seat.category_id, Seat.name, func.count().label("seats"), present)
        .where(Seat.meeting_id == hall.id, Seat.category_id.in_(kinds))
        .group_by(Seat.category_id, Seat.name)
    )
    said = (
        select(Seat.category_id, Seat.name, Comment.subject_id, func.count().label("comments"))
        .join(Comment, Comment.seat_id == Seat.id)
        .where(Comment.meeting_id == hall.id)
        .group_by(Seat.category_id, Seat.name, Comment.subject_id)
    )
    written: dict[tuple[str, str | None], dict[str, int]] = {}
    for row in hall.rows(said):
        written.setdefault((row.category_id, row.name), {})[row.subject_id] = row.comments
    order = list(kinds)
    return [
        {
            "category": kinds[row.category_id].key,
            "name": row.name,
            "seats": row.seats,
            "present": row.present,
            "written": written.get((row.category_id, row.name), {}),
        }
        for row in sorted(hall.rows(people), key=lambda row: (order.index(row.category_id), row.name or ""))
    ]
