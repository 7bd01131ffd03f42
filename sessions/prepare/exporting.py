"""Read a meeting's plan back from the database, to keep it or to hold another one like it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from sessions.live import agenda
from sessions.live.meetings import Category, Form, Meeting, Subject
from sessions.live.seats import Seat
from sessions.prepare.spec import (
    AgendaSpec,
    CategorySpec,
    FormSpec,
    GradeSpec,
    ItemSpec,
    MeetingSpec,
    SettingsSpec,
    SubjectSpec,
)


def spec_of(db: Session, meeting: Meeting) -> MeetingSpec:
    """Return the meeting as it was wanted: importing it makes another meeting with slips of its own."""
    subjects = db.scalars(select(Subject).where(Subject.meeting_id == meeting.id).order_by(Subject.position)).all()
    categories = db.scalars(select(Category).where(Category.meeting_id == meeting.id).order_by(Category.position))
    forms = {form.key: _form(form) for form in db.scalars(select(Form).where(Form.meeting_id == meeting.id))}
    keys = {subject.id: subject.key for subject in subjects}
    return MeetingSpec(
        title=meeting.title,
        host_unit=meeting.host_unit,
        place=meeting.place,
        starts_at=meeting.starts_at,
        year=meeting.year,
        categories=tuple(_category(db, category) for category in categories),
        forms=tuple({subject.form_key: forms[subject.form_key] for subject in subjects}.values()),
        subjects=tuple(SubjectSpec(s.key, s.name, s.unit, s.post, s.kind, s.form_key) for s in subjects),
        agenda=tuple(_item(item, keys) for item in agenda.items(db, meeting)),
        settings=SettingsSpec(**{**meeting.settings, "open_join": tuple(meeting.settings["open_join"])}),
    )


def _category(db: Session, category: Category) -> CategorySpec:
    # a reporter's seat has its subject's name, which stands with the subject
    named = select(Seat.name).where(Seat.category_id == category.id, Seat.name.is_not(None), Seat.subject_id.is_(None))
    names = tuple(sorted(name for name in db.scalars(named) if name))
    return CategorySpec(
        category.key, category.name, category.role, category.weight, category.expected, tuple(category.rights), names
    )


def _form(form: Form) -> FormSpec:
    items = tuple(ItemSpec(i["key"], i["name"], i["weight"], i["overall"], i["help"]) for i in form.items)
    return FormSpec(form.key, form.title, items, tuple(GradeSpec(g["key"], g["name"], g["value"]) for g in form.grades))


def _item(item: agenda.AgendaItem, keys: dict[str, str]) -> AgendaSpec:
    stages = tuple((entry["stage"], entry["minutes"]) for entry in item.stages)
    return AgendaSpec(item.kind, item.title, tuple(keys[subject_id] for subject_id in item.subject_ids), stages)
