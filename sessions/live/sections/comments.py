"""Section ``comments``: host and observers see them all, the others what the host shows them."""

from __future__ import annotations

from typing import Any

from sessions.live import cutting
from sessions.live.audience import Audience
from sessions.live.comments import TO_ALL, TO_SCREEN
from sessions.live.hall import AnyRow, Hall

SHOWN_TO = {Audience.SCREEN: (TO_SCREEN, TO_ALL), Audience.SEATS: (TO_ALL,), Audience.VIEWERS: (TO_ALL,)}


def comments(hall: Hall, audience: Audience) -> list[dict[str, Any]]:
    """Build ``comments``; on the screen each has its ``cut`` parts."""
    wanted = SHOWN_TO.get(audience)
    rows = [row for row in hall.comments if wanted is None or row.shown in wanted]
    if audience is Audience.SCREEN:
        return [_comment(row) | {"cut": _cut(row)} for row in rows]
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
