"""Write a wanted meeting into the database, whole or not at all (the writer's transaction sees to that)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sessions.live import agenda, meetings
from sessions.live.agenda import AgendaItem
from sessions.live.meetings import Category, Form, Meeting, Subject
from sessions.live.seats import Seat
from sessions.prepare.codes import ALPHABET
from sessions.prepare.spec import AgendaSpec, CategorySpec, FormSpec, MeetingSpec, SettingsSpec
from sessions.schema import new_id

CODE_LENGTH = 6


@dataclass(frozen=True, slots=True)
class ImportedSeat:
    """A seat as the slips need it. ``subject`` is the key of a reporter's own subject."""

    seat_id: str
    category: str
    category_name: str
    role: str
    code: str
    name: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class Imported:
    """A meeting that now exists: ``subjects`` (key, id, name), ``agenda`` (item_id, kind, subject_ids), its seats."""

    meeting_id: str
    meeting_code: str
    seats: list[ImportedSeat]
    subjects: list[tuple[str, str, str]]
    agenda: list[tuple[str, str, list[str]]]


def import_meeting(db: Session, now: int, spec: MeetingSpec) -> Imported:
    """Make the meeting with its categories, forms, subjects, agenda and one seat for each one expected."""
    meeting = Meeting(
        id=new_id(), code=_fresh_code(db), title=spec.title, host_unit=spec.host_unit, place=spec.place,
        starts_at=spec.starts_at, year=spec.year, settings=_settings(spec.settings), created_at=now,
    )  # fmt: skip
    db.add(meeting)
    db.flush()
    db.add_all(_form(meeting.id, form) for form in spec.forms)
    ids = {subject.key: new_id() for subject in spec.subjects}
    for position, subject in enumerate(spec.subjects):
        db.add(
            Subject(
                id=ids[subject.key], meeting_id=meeting.id, position=position, key=subject.key, name=subject.name,
                unit=subject.unit, post=subject.post, kind=subject.kind, form_key=subject.form,
            )
        )  # fmt: skip
    db.flush()
    db.add_all(_item(meeting.id, position, item, ids) for position, item in enumerate(spec.agenda))
    for position, category in enumerate(spec.categories):
        _seat_category(db, meeting.id, position, category, ids)
    db.flush()
    return imported(db, meeting.id)


def imported(db: Session, meeting_id: str) -> Imported:
    """Return what an import gives, also later: slips are printed again from it."""
    meeting = meetings.get(db, meeting_id)
    subjects = db.scalars(select(Subject).where(Subject.meeting_id == meeting_id).order_by(Subject.position)).all()
    keys = {subject.id: subject.key for subject in subjects}
    rows = db.execute(
        select(Seat, Category)
        .join(Category, Category.id == Seat.category_id)
        .where(Seat.meeting_id == meeting_id)
        .order_by(Category.position, Seat.id)
    )
    seats = [
        ImportedSeat(seat.id, kind.key, kind.name, kind.role, seat.code, seat.name, keys.get(seat.subject_id or ""))
        for seat, kind in rows
    ]
    return Imported(
        meeting.id, meeting.code, seats, [(s.key, s.id, s.name) for s in subjects],
        [(item.id, item.kind, list(item.subject_ids)) for item in agenda.items(db, meeting)],
    )  # fmt: skip


def _fresh_code(db: Session) -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        if db.scalar(select(Meeting.id).where(Meeting.code == code)) is None:
            return code


def _settings(settings: SettingsSpec) -> dict[str, Any]:
    return {
        "quorum": settings.quorum,
        "rate_base": settings.rate_base,
        "small_group": settings.small_group,
        "questions_goal": settings.questions_goal,
        "online_weight": settings.online_weight,
        "questions_shown_as": settings.questions_shown_as,
        "open_join": list(settings.open_join),
    }


def _form(meeting_id: str, form: FormSpec) -> Form:
    items = [
        {"key": i.key, "name": i.name, "help": i.help, "weight": i.weight, "overall": i.overall} for i in form.items
    ]
    grades = [{"key": g.key, "name": g.name, "value": g.value} for g in form.grades]
    return Form(meeting_id=meeting_id, key=form.key, title=form.title, items=items, grades=grades)


def _item(meeting_id: str, position: int, item: AgendaSpec, ids: dict[str, str]) -> AgendaItem:
    return AgendaItem(
        meeting_id=meeting_id, position=position, kind=item.kind, title=item.title,
        subject_ids=[ids[key] for key in item.subject_keys],
        stages=[{"stage": stage, "minutes": minutes} for stage, minutes in item.stages],
    )  # fmt: skip


def _seat_category(db: Session, meeting_id: str, position: int, category: CategorySpec, ids: dict[str, str]) -> None:
    kind = Category(
        id=new_id(), meeting_id=meeting_id, position=position, key=category.key, name=category.name,
        role=category.role, weight=category.weight, expected=category.expected, rights=list(category.rights),
    )  # fmt: skip
    db.add(kind)
    db.flush()
    own = list(ids.values()) if category.role == "reporter" else []
    for at in range(category.expected):
        db.add(
            Seat(
                meeting_id=meeting_id, category_id=kind.id,
                name=category.names[at] if at < len(category.names) else None,
                subject_id=own[at] if at < len(own) else None,
            )
        )  # fmt: skip
