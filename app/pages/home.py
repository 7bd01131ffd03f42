"""The first page after the login: the meetings."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

from flask import Blueprint, current_app, render_template

from app.staff.accounts import current_staff, needs
from sessions.database import snapshot
from sessions.live import listing
from sessions.live.meetings import CLOSED, OPEN, PREPARED, RUNNING

bp = Blueprint("home", __name__)

STATES = {
    PREPARED: ("筹备", ""),
    OPEN: ("签到中", "tag-law"),
    RUNNING: ("进行中", "tag-live"),
    CLOSED: ("已结束", "tag-ok"),
}
"""The word for a state and the look of its tag."""
REHEARSAL = ("演练中", "tag-warn")
LOCAL = timezone(timedelta(hours=8))


@bp.get("/")
@needs()
def meetings() -> str:
    """List the meetings, the newest first."""
    with snapshot(current_app.extensions["readers"]) as db:
        listed = listing.newest(db)
    return render_template(
        "home.html", meetings=listed, today=_of_today(listed), staff=current_staff(), tag_of=_tag_of, spoken=_spoken,
        clock=_clock,
    )  # fmt: skip


def _of_today(listed: list[listing.ListedMeeting]) -> listing.ListedMeeting | None:
    """Pick what the host has come for: the meeting that is held now, else the next one of today."""
    held = [meeting for meeting in listed if meeting.state in (OPEN, RUNNING)]
    if held:
        return held[0]
    today = _local(int(time.time() * 1000)).date()
    soon = [meeting for meeting in listed if meeting.state == PREPARED and _local(meeting.starts_at).date() == today]
    return min(soon, key=lambda meeting: meeting.starts_at, default=None)


def _tag_of(meeting: listing.ListedMeeting) -> tuple[str, str]:
    return REHEARSAL if meeting.rehearsal else STATES[meeting.state]


def _spoken(starts_at: int) -> str:
    at = _local(starts_at)
    return f"{at.year} 年 {at.month} 月 {at.day} 日 {at:%H:%M}"


def _clock(starts_at: int) -> str:
    return f"{_local(starts_at):%H:%M}"


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(LOCAL)
