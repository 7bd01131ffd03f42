"""The run of show: its items, and where the meeting is in it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions.errors import StageMismatch
from sessions.live.meetings import Meeting
from sessions.live.stages import Item, Place
from sessions.live.timers import Clock
from sessions.schema import Base, new_id


class AgendaItem(Base):
    """One item of the agenda. ``stages``: ``[{"stage", "minutes"}]`` in order; ``subject_ids``: whom it is about."""

    __tablename__ = "agenda_item"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(80))
    subject_ids: Mapped[list[str]] = mapped_column(JSON)
    stages: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    done: Mapped[bool] = mapped_column(default=False)

    def step(self) -> Item:
        """Return the item as the stage machine knows it."""
        return Item(self.id, tuple(entry["stage"] for entry in self.stages))

    def minutes(self, stage: str) -> float | None:
        """Return the planned minutes of a stage, or None."""
        return next((entry["minutes"] for entry in self.stages if entry["stage"] == stage), None)


class StageClock(Base):
    """The countdown of one stage of one item; kept when the meeting moves on: going back finds what was left."""

    __tablename__ = "stage_clock"

    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(12), primary_key=True)
    state: Mapped[str] = mapped_column(String(8))
    ends_at: Mapped[int | None] = mapped_column(BigInteger)
    left_ms: Mapped[int | None] = mapped_column(BigInteger)
    given_ms: Mapped[int] = mapped_column(BigInteger, default=0)

    def clock(self) -> Clock:
        """Return the clock as a value."""
        return Clock(self.state, self.ends_at, self.left_ms, self.given_ms)

    def set(self, clock: Clock) -> None:
        """Keep a clock."""
        self.state, self.ends_at = clock.state, clock.ends_at
        self.left_ms, self.given_ms = clock.left_ms, clock.given_ms


def items(db: Session, meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda in order."""
    return list(db.scalars(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position)))


def place(meeting: Meeting) -> Place:
    """Return where the meeting is."""
    return Place(meeting.item_id, meeting.stage)


def subject_item(agenda: list[AgendaItem], subject_id: str) -> AgendaItem | None:
    """Return the item of kind subject of a subject, if the agenda has one."""
    return next((item for item in agenda if item.kind == "subject" and subject_id in item.subject_ids), None)


def require_stage(db: Session, meeting: Meeting, subject_id: str, *wanted: str) -> None:
    """Raise :class:`StageMismatch` unless the subject's own item is in one of the wanted stages."""
    item = db.get(AgendaItem, meeting.item_id) if meeting.item_id else None
    if item is None or item.kind != "subject" or subject_id not in item.subject_ids or meeting.stage not in wanted:
        raise StageMismatch


def item_is_done(db: Session, meeting: Meeting, subject_id: str) -> bool:
    """Return whether the meeting has gone past the subject's own item."""
    item = subject_item(items(db, meeting), subject_id)
    return item is not None and item.done
