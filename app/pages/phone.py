"""The phone's page for every seat: by slip, by typed code, or by an open door.

The server draws who one is and what happens now from the viewers' public state, before any socket; the page's own
modules then join and take over. Only they join: a link preview or a prefetch must not bind a slip.
"""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Blueprint, current_app, make_response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.access import Tokens
from sessions.database import snapshot
from sessions.errors import CategoryNotFound, DomainError, JoinClosed, SeatUnknown
from sessions.live import meetings
from sessions.live.audience import Audience
from sessions.live.meetings import Category
from sessions.live.seats import Seat
from sessions.prepare.spec import SUBJECT_STAGES

bp = Blueprint("phone", __name__)

FRESH = {"prepared": "会议还没有开始", "open": "正在签到", "closed": "会议已结束"}


@bp.get("/j")
def code_page() -> ResponseReturnValue:
    """Show the form for a slip's short code."""
    return _page({})


@bp.get("/j/<token>")
def slip_page(token: str) -> ResponseReturnValue:
    """Show the seat of a slip."""
    tokens: Tokens = current_app.extensions["tokens"]
    try:
        seat, category = _of_slip(tokens.read_slip(token))
    except DomainError as error:
        return _page({}, error)
    # whoever has the slip has its code in print; one whose slip is bound elsewhere must tell the host these four
    wanted = {"token": token, "code_tail": seat.code[-4:]}
    return _page(wanted, category=category, meeting_id=seat.meeting_id)


@bp.get("/o/<meeting_code>/<category>")
def open_page(meeting_code: str, category: str) -> ResponseReturnValue:
    """Show the open door of a category."""
    try:
        meeting_id, found = _of_door(meeting_code, category)
    except DomainError as error:
        return _page({}, error)
    return _page({"open": {"meeting_code": meeting_code, "category": category}}, category=found, meeting_id=meeting_id)


def _of_slip(seat_id: str) -> tuple[Seat, Category]:
    with snapshot(current_app.extensions["readers"]) as db:
        seat = db.get(Seat, seat_id)
        if seat is None:
            raise SeatUnknown
        return seat, db.get_one(Category, seat.category_id)


def _of_door(meeting_code: str, key: str) -> tuple[str, Category]:
    with snapshot(current_app.extensions["readers"]) as db:
        meeting = meetings.by_code(db, meeting_code)
        category = db.scalar(select(Category).where(Category.meeting_id == meeting.id, Category.key == key))
        if category is None:
            raise CategoryNotFound
        if key not in meeting.settings["open_join"]:
            raise JoinClosed
        return meeting.id, category


def _page(
    wanted: dict[str, Any],
    error: DomainError | None = None,
    *,
    category: Category | None = None,
    meeting_id: str | None = None,
) -> ResponseReturnValue:
    first = _first(meeting_id, category) if meeting_id and category else None
    refusal = {"code": error.code, "message": error.message} if error else None
    boot = {"token": None, "code_tail": None, "open": None, "error": refusal} | wanted
    page = render_template("phone.html", boot=boot, first=first, error=error)
    return make_response(page, error.status if error else 200)


def _first(meeting_id: str, category: Category) -> dict[str, Any]:
    """Say who sits here and what happens now, from the public state of the meeting."""
    _, raw = current_app.extensions["publisher"].snapshot(meeting_id, Audience.VIEWERS)
    public = {name: msgspec.json.decode(raw[name]) for name in ("meeting", "agenda", "stage")}
    return {"meeting": public["meeting"], "category": category, "now": now_of(**public)}


def now_of(meeting: dict[str, Any], agenda: list[dict[str, Any]], stage: dict[str, Any]) -> dict[str, str]:
    """Return what happens now as ``{above, heading, below}``, Chinese and for everybody."""
    if meeting["state"] != "running":
        return {"above": meeting["place"], "heading": FRESH[meeting["state"]], "below": ""}
    subject = next((one for one in meeting["subjects"] if one["id"] == stage["subject_id"]), None)
    if subject is not None:
        doing = SUBJECT_STAGES.get(stage["stage"], "进行")
        return {"above": f"正在{doing}", "heading": subject["name"], "below": subject["unit"] + subject["post"]}
    item = next((one for one in agenda if one["item_id"] == stage["item_id"]), None)
    return {"above": "正在进行", "heading": item["title"] if item else meeting["title"], "below": ""}
