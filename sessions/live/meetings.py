"""A meeting and what it is made of: categories, subjects, forms (DOMAIN.md 1)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions.errors import MeetingNotFound, MeetingState, SubjectNotFound
from sessions.schema import Base, new_id

PREPARED, OPEN, RUNNING, CLOSED = "prepared", "open", "running", "closed"

NOT_RUNNING = {
    PREPARED: "会议还没有开始。",
    OPEN: "会议还在签到，没有开始。",
    CLOSED: "会议已经结束。",
}


class Meeting(Base):
    """A 述法会. ``rev`` is its commit counter: the writer raises it with every transaction that touches the meeting.

    ``item_id`` and ``stage`` say where the meeting is, the ``turn_`` columns hold the answer's clock, the ``scene``
    columns what the host has pinned on the screen. Times are milliseconds since 1970 UTC.
    """

    __tablename__ = "meeting"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    host_unit: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[int] = mapped_column(BigInteger)
    year: Mapped[int]
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10), default=PREPARED)
    paused: Mapped[bool] = mapped_column(default=False)
    rehearsal_since: Mapped[int | None] = mapped_column(BigInteger)
    rev: Mapped[int] = mapped_column(BigInteger, default=1)
    item_id: Mapped[str | None] = mapped_column(String(16))
    stage: Mapped[str | None] = mapped_column(String(12))
    question_count: Mapped[int] = mapped_column(default=0)
    turn_question_id: Mapped[str | None] = mapped_column(String(16))
    turn_ends_at: Mapped[int | None] = mapped_column(BigInteger)
    turn_left_ms: Mapped[int | None] = mapped_column(BigInteger)
    turn_state: Mapped[str] = mapped_column(String(8), default="idle")
    answering: Mapped[bool] = mapped_column(default=False)
    scene: Mapped[str | None] = mapped_column(String(16))
    scene_subject_id: Mapped[str | None] = mapped_column(String(16))
    created_at: Mapped[int] = mapped_column(BigInteger)

    @property
    def small_group(self) -> int:
        """Return k of the small-group rule (DOMAIN.md 5)."""
        return int(self.settings["small_group"])

    def require(self, *states: str) -> None:
        """Raise :class:`MeetingState` unless the meeting is in one of the states."""
        if self.state not in states:
            raise MeetingState(NOT_RUNNING.get(self.state, "会议正在进行，不能这样操作。"))

    def require_going(self) -> None:
        """Raise :class:`MeetingState` unless the meeting is running and not paused."""
        self.require(RUNNING)
        if self.paused:
            raise MeetingState("会议已暂停，请等主持人恢复会议。")


class Category(Base):
    """A kind of seat: its role, weight in the tally, expected number and rights."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("meeting_id", "key"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(12))
    weight: Mapped[int | None]
    expected: Mapped[int]
    rights: Mapped[list[str]] = mapped_column(JSON)


class Subject(Base):
    """A 述法对象: a post-holder in a unit, with the key of the form that he is scored on."""

    __tablename__ = "subject"
    __table_args__ = (UniqueConstraint("meeting_id", "key"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(80))
    post: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(24))
    form_key: Mapped[str] = mapped_column(String(40))


class Form(Base):
    """A 测评表 as this meeting uses it: frozen with the meeting, so that later edits of a template change nothing."""

    __tablename__ = "form"
    __table_args__ = (UniqueConstraint("meeting_id", "key"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120))
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    grades: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


def get(db: Session, meeting_id: str) -> Meeting:
    """Return the meeting. Raise :class:`MeetingNotFound`."""
    meeting = db.get(Meeting, meeting_id)
    if meeting is None:
        raise MeetingNotFound
    return meeting


def by_code(db: Session, code: str) -> Meeting:
    """Return the meeting with this code, typed in small letters or large. Raise :class:`MeetingNotFound`."""
    meeting = db.scalar(select(Meeting).where(Meeting.code == code.upper()))
    if meeting is None:
        raise MeetingNotFound
    return meeting


def subject(db: Session, meeting: Meeting, subject_id: str) -> Subject:
    """Return a subject of this meeting. Raise :class:`SubjectNotFound`."""
    found = db.get(Subject, subject_id)
    if found is None or found.meeting_id != meeting.id:
        raise SubjectNotFound
    return found
