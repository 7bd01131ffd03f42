"""What the wall shows: by itself the scene of the stage, or what the host has pinned (look/screen.md)."""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from sessions.errors import RoundState
from sessions.live import meetings, results
from sessions.live.actors import Actor
from sessions.live.agenda import AgendaItem
from sessions.live.audience import Audience
from sessions.live.meetings import CLOSED, RUNNING, Meeting
from sessions.live.rounds import Round, RoundSubject
from sessions.live.stages import MAIN


class Placed(Protocol):
    """A meeting, as an object or as a row."""

    @property
    def state(self) -> Any: ...
    @property
    def stage(self) -> Any: ...
    @property
    def answering(self) -> Any: ...
    @property
    def scene(self) -> Any: ...
    @property
    def scene_subject_id(self) -> Any: ...


class Item(Protocol):
    """An agenda item, as an object or as a row."""

    @property
    def kind(self) -> Any: ...
    @property
    def subject_ids(self) -> Any: ...


SCENES = (
    "welcome", "reporting", "inquiry", "answering", "commentary", "appraisal", "result", "overview", "closing",
    "rectification", "item", "black",
)  # fmt: skip
AUTO, FREEZE = "auto", "freeze"
OF_KIND = {"rectification": "rectification", "announcement": "overview", "closing": "closing"}
"""The scene of an agenda item without a subject; all others show the item itself in the programme."""


def show(db: Session, now: int, actor: Actor, scene: str, subject_id: str | None) -> None:
    """Pin a scene, keep what stands (``freeze``), or follow the stage again (``auto``)."""
    meeting = meetings.get(db, actor.meeting_id)
    if subject_id is not None:
        meetings.subject(db, meeting, subject_id)
    if scene == AUTO:
        meeting.scene, meeting.scene_subject_id = None, None
    elif scene == FREEZE:
        item = db.get(AgendaItem, meeting.item_id) if meeting.item_id else None
        meeting.scene, meeting.scene_subject_id = standing(meeting, item)
    else:
        if scene == "result" and not _revealed(db, subject_id or _subject_here(db, meeting)):
            raise RoundState("这位述法对象的结果还没有向会场公布，不能上屏。")
        meeting.scene, meeting.scene_subject_id = scene, subject_id or _subject_here(db, meeting)


def standing(meeting: Placed, item: Item | None) -> tuple[str, str | None]:
    """Return the scene that stands, and its subject: the pinned one, else that of the stage."""
    subject_id = item.subject_ids[0] if item is not None and item.kind == "subject" and item.subject_ids else None
    if meeting.scene is not None:
        return meeting.scene, meeting.scene_subject_id
    if meeting.state == CLOSED:
        return "closing", None
    if meeting.state != RUNNING or item is None or meeting.stage is None:
        return "welcome", None
    if meeting.stage == MAIN:
        return OF_KIND.get(item.kind, "item"), None
    if meeting.stage == "inquiry" and meeting.answering:
        return "answering", subject_id
    return meeting.stage, subject_id


def _subject_here(db: Session, meeting: Meeting) -> str | None:
    item = db.get(AgendaItem, meeting.item_id) if meeting.item_id else None
    return item.subject_ids[0] if item is not None and len(item.subject_ids) == 1 else None


def _revealed(db: Session, subject_id: str | None) -> bool:
    rows = db.execute(
        select(Round.state, Round.revealed_to)
        .join(RoundSubject, RoundSubject.round_id == Round.id)
        .where(RoundSubject.subject_id == subject_id)
    )
    return any(results.sees(Audience.SCREEN, row.state, row.revealed_to) for row in rows)
