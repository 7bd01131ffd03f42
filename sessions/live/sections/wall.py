"""Sections ``notice`` and ``screen``: what the host puts over the hall."""

from __future__ import annotations

from typing import Any

from sessions.live import cutting, notices, screens
from sessions.live.audience import Audience
from sessions.live.hall import Hall


def notice(hall: Hall, audience: Audience) -> dict[str, Any] | None:
    """Build ``notice``: the host's own whatever it is, the others' if it is meant for all (or for the screen)."""
    row = hall.notice
    if row is None:
        return None
    shown = {"id": row.id, "text": row.text, "at": row.at}
    if audience is Audience.HOST:
        return shown | {"to": row.to, "meant": row.meant, "acked": sum(hall.notice_seats.values())}
    if row.to == notices.ALL or (row.to == notices.SCREEN and audience is Audience.SCREEN):
        return shown
    return None


def screen(hall: Hall, audience: Audience) -> dict[str, Any]:
    """Build ``screen``: the scene that stands, how to join, and how large the welcome sets its title."""
    scene, subject_id = screens.standing(hall.meeting, hall.item)
    allowed = hall.meeting.settings["open_join"]
    return {
        "scene": scene,
        "subject_id": subject_id,
        "pinned": hall.meeting.scene is not None,
        "title_len": cutting.title_size(hall.meeting.title, [kind.expected for kind in hall.categories]),
        "join": {
            "url": hall.links.join_url,
            "open": [{"category": key, "url": f"{hall.links.open_url}/{hall.meeting.code}/{key}"} for key in allowed],
            "wifi": hall.links.wifi,
        },
    }
