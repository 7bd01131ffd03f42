"""The host console: one page for staff who may host, written from the meeting as it stands.

The page's own modules take over with the first sync; until then it shows which meeting it is for.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.access import Access, Tokens
from app.assets import FOLDER
from app.staff.accounts import StaffUser, current_staff, needs
from sessions.database import snapshot
from sessions.errors import AccessInvalid
from sessions.live import meetings
from sessions.live.audience import Audience, Right
from sessions.live.meetings import Category, Meeting
from sessions.staff import StaffRole

bp = Blueprint("console", __name__)


@bp.get("/console/<meeting_code>")
@needs(StaffRole.HOST)
def page(meeting_code: str) -> ResponseReturnValue:
    """Show the console of a meeting. Strangers log in first; other staff is refused."""
    staff = current_staff()
    if staff is None:  # `needs` has sent strangers to the login
        raise AccessInvalid
    with snapshot(current_app.extensions["readers"]) as db:
        meeting = meetings.by_code(db, meeting_code)
        categories = db.scalars(select(Category).where(Category.meeting_id == meeting.id).order_by(Category.position))
        scoring = [category.key for category in categories if Right.SCORE in category.rights]
        boot = _boot(meeting, staff, scoring)
        return render_template("console.html", boot=boot, title=meeting.title, modules=_modules())


def _boot(meeting: Meeting, staff: StaffUser, scoring: list[str]) -> dict[str, Any]:
    """Return what the page's modules start with; addresses are paths, so that the preview is of the same origin."""
    tokens: Tokens = current_app.extensions["tokens"]
    return {
        "access": tokens.issue_access(Access(meeting.id, Audience.HOST, f"staff:{staff.name}", None, staff.generation)),
        "meeting_code": meeting.code,
        "staff_name": staff.name,
        "screen_url": url_for("screen.page", token=tokens.screen_token(meeting.id)),
        "viewer_url": f"/live/{meeting.code}",
        "scoring": scoring,
    }


@cache
def _modules() -> list[str]:
    """Name the page's own modules, so that a browser fetches them at once and not one after the other."""
    return sorted(path.relative_to(FOLDER).as_posix() for path in (FOLDER / "js" / "console").glob("*.js"))
