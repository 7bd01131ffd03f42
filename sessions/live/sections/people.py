"""Sections ``presence`` and ``seats``: counts by category. Nobody sees a row a seat, and nothing here is of casting."""

from __future__ import annotations

from typing import Any

from sessions.live.audience import Audience
from sessions.live.hall import Hall


def presence(hall: Hall, audience: Audience) -> list[dict[str, Any]]:
    """Build ``presence``: 应到 and 实到."""
    return [
        {"category": kind.key, "expected": kind.expected, "present": hall.present(kind.id)} for kind in hall.categories
    ]


def seats(hall: Hall, audience: Audience) -> list[dict[str, Any]]:
    """Build ``seats``: slips issued, bound and released, and who is present."""
    counted = []
    for kind in hall.categories:
        row = hall.crowd.get(kind.id)
        counted.append(
            {
                "category": kind.key,
                "issued": row.issued if row else 0,
                "bound": row.bound if row else 0,
                "released": int(row.released or 0) if row else 0,
                "present": row.present if row else 0,
            }
        )
    return counted
