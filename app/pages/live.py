"""The viewers' page: whoever has the address follows the meeting, from the public state alone."""

from __future__ import annotations

import time
from typing import Any

import msgspec
from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from sessions.database import snapshot
from sessions.live import meetings
from sessions.live.audience import Audience

bp = Blueprint("live", __name__, url_prefix="/live")

STATES = {"prepared": "会议还没有开始", "open": "代表正在签到", "running": "会议正在进行", "closed": "会议已结束"}


@bp.get("/<code>")
def page(code: str) -> ResponseReturnValue:
    """Show the meeting as it stands now, before any socket: also where none comes through."""
    with snapshot(current_app.extensions["readers"]) as db:
        meeting = meetings.by_code(db, code)
        meeting_id, code = meeting.id, meeting.code
    rev, raw = current_app.extensions["publisher"].snapshot(meeting_id, Audience.VIEWERS)
    sections: dict[str, Any] = {name: msgspec.json.decode(value) for name, value in raw.items()}
    boot = {
        "meeting_code": code,
        "public": {"rev": rev, "now": int(time.time() * 1000), "sections": sections},
    }
    return render_template("live.html", boot=boot, meeting=sections["meeting"], **_now(sections))


def _now(sections: dict[str, Any]) -> dict[str, str]:
    """Say what is on, in the words of the page's head."""
    meeting, stage = sections["meeting"], sections["stage"]
    subjects = {subject["id"]: subject for subject in meeting["subjects"]}
    items = {item["item_id"]: item for item in sections["agenda"]}
    if (subject := subjects.get(stage["subject_id"])) is not None:
        return {"doing": "正在进行", "name": subject["name"], "about": f"{subject['unit']}{subject['post']}"}
    if (item := items.get(stage["item_id"])) is not None:
        return {"doing": "正在进行", "name": item["title"], "about": meeting["host_unit"]}
    return {"doing": STATES[meeting["state"]], "name": meeting["title"], "about": meeting["place"]}
