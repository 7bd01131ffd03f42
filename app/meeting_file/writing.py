"""A `MeetingSpec` back to the text of a meeting file, which reads as the same spec."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import yaml

from app.meeting_file.meeting import LOCAL
from sessions.prepare.forms import SHIPPED_FORMS
from sessions.prepare.spec import AgendaSpec, CategorySpec, FormSpec, MeetingSpec, default_rights

Entry = dict[str, Any]


def write_meeting(spec: MeetingSpec) -> str:
    """Write the file; shipped forms are named, not written out, unless this meeting used another edition of them."""
    renamed = {
        form.key: f"{form.key}_{spec.year}"
        for form in spec.forms
        if form.key in SHIPPED_FORMS and form != SHIPPED_FORMS[form.key]
    }
    own = [form for form in spec.forms if SHIPPED_FORMS.get(form.key) != form]
    document: Entry = {
        "title": spec.title,
        "host_unit": spec.host_unit,
        "place": spec.place,
        "starts": f"{datetime.fromtimestamp(spec.starts_at / 1000, LOCAL):%Y-%m-%dT%H:%M}",
        "year": spec.year,
        "settings": _settings(spec),
        "categories": [_category(category) for category in spec.categories],
    }
    if own:
        document["forms"] = [_form(form, renamed) for form in own]
    document["subjects"] = [
        asdict(subject) | {"form": renamed.get(subject.form, subject.form)} for subject in spec.subjects
    ]
    document["agenda"] = [_item(item) for item in spec.agenda]
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000)


def _settings(spec: MeetingSpec) -> Entry:
    rules = spec.settings
    entry: Entry = {
        "quorum": rules.quorum,
        "rate_base": rules.rate_base,
        "small_group": rules.small_group,
        "questions_goal": rules.questions_goal,
        "online_weight": rules.online_weight,
        "questions_shown_as": rules.questions_shown_as,
    }
    return entry | ({"open_join": list(rules.open_join)} if rules.open_join else {})


def _category(category: CategorySpec) -> Entry:
    entry: Entry = {"key": category.key, "name": category.name, "role": category.role}
    if category.weight is not None:
        entry["weight"] = category.weight
    if category.names:
        entry["names"] = list(category.names)
    elif category.role != "reporter":
        entry["seats"] = category.expected
    if category.rights and category.rights != default_rights(category.role, category.weight):
        entry["rights"] = list(category.rights)
    return entry


def _form(form: FormSpec, renamed: dict[str, str]) -> Entry:
    items = []
    for item in form.items:
        entry: Entry = {"key": item.key, "name": item.name}
        entry |= {"overall": True} if item.overall else {"weight": item.weight}
        items.append(entry | ({"help": item.help} if item.help else {}))
    grades = [{"key": grade.key, "name": grade.name, "value": grade.value} for grade in form.grades]
    return {"key": renamed.get(form.key, form.key), "title": form.title, "items": items, "grades": grades}


def _item(item: AgendaSpec) -> Entry:
    entry: Entry = {"kind": item.kind, "title": item.title}
    planned = {stage: minutes for stage, minutes in item.stages if minutes is not None}
    if item.kind == "subject":
        return entry | {
            "subject": item.subject_keys[0],
            "stages": [stage for stage, _ in item.stages],
            "minutes": planned,
        }
    if item.subject_keys:
        entry["subjects"] = list(item.subject_keys)
    return entry | ({"minutes": minutes} if (minutes := next(iter(planned.values()), None)) else {})
