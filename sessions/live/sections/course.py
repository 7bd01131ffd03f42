"""Sections ``meeting``, ``agenda`` and ``stage``: what the meeting is and where it stands. The same for everybody."""

from __future__ import annotations

from typing import Any

from sessions import staff
from sessions.live.audience import Audience
from sessions.live.hall import AnyRow, Hall
from sessions.live.timers import IDLE, Clock


def meeting(hall: Hall, audience: Audience) -> dict[str, Any]:
    """Build ``meeting``."""
    row = hall.meeting
    return {
        "code": row.code,
        "title": row.title,
        "host_unit": row.host_unit,
        "place": row.place,
        "starts_at": row.starts_at,
        "state": row.state,
        "paused": row.paused,
        "rehearsal": row.rehearsal_since is not None,
        "categories": [{"key": kind.key, "name": kind.name, "role": kind.role} for kind in hall.categories],
        "subjects": [
            {"id": one.id, "name": one.name, "unit": one.unit, "post": one.post, "kind": one.kind}
            for one in hall.subjects
        ],
        "small_group": row.settings["small_group"],
        "questions_goal": row.settings["questions_goal"],
        "questions_shown_as": row.settings["questions_shown_as"],
    }


def agenda(hall: Hall, audience: Audience) -> list[dict[str, Any]]:
    """Build ``agenda``; ``spent_ms`` of a stage that was left is what ran off its timer, minutes added or not."""
    return [
        {
            "item_id": item.id,
            "kind": item.kind,
            "title": item.title,
            "subject_ids": item.subject_ids,
            "stages": [_stage(hall, item, entry) for entry in item.stages],
            "done": item.done,
        }
        for item in hall.agenda
    ]


def _stage(hall: Hall, item: AnyRow, entry: dict[str, Any]) -> dict[str, Any]:
    stage = {"stage": entry["stage"], "minutes": entry["minutes"], "spent_ms": None}
    clock = hall.clocks.get((item.id, entry["stage"]))
    here = (item.id, entry["stage"]) == (hall.meeting.item_id, hall.meeting.stage)
    if clock is not None and clock.left_ms is not None and entry["minutes"] is not None and not here:
        stage["spent_ms"] = max(0, clock.given_ms - clock.left_ms)
    return stage


def stage(hall: Hall, audience: Audience) -> dict[str, Any]:
    """Build ``stage``: item, stage, subject, the stage's timer and the answer's turn.

    A host also reads how much time the timer was given in all, and which host made the last move.
    """
    row, item = hall.meeting, hall.item
    kept = hall.clocks.get((row.item_id, row.stage))
    clock = Clock() if kept is None else Clock(kept.state, kept.ends_at, kept.left_ms)
    subject_id = item.subject_ids[0] if item is not None and item.kind == "subject" else None
    found = {
        "item_id": row.item_id,
        "stage": row.stage,
        "subject_id": subject_id,
        "timer": clock.view(),
        "turn": _turn(row),
    }
    if audience is not Audience.HOST:
        return found
    given = None if kept is None or clock.state == IDLE else kept.given_ms
    return found | {"given_ms": given, "by": _mover(hall) if row.item_id else None}


def _mover(hall: Hall) -> dict[str, Any] | None:
    """Return who moved the meeting here; the access of the import has no name."""
    move = hall.last_move
    if move is None:
        return None
    name = move.actor.removeprefix("staff:")
    return {"name": None if name == staff.IMPORT else name, "at": move.at}


def _turn(row: AnyRow) -> dict[str, Any] | None:
    if row.turn_question_id is None:
        return None
    return {"question_id": row.turn_question_id, "ends_at": row.turn_ends_at, "left_ms": row.turn_left_ms}
