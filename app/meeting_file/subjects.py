"""`subjects:` of a meeting file: who reports."""

from __future__ import annotations

from collections.abc import Mapping

from app.meeting_file.entry import Entry, wrong_option
from sessions.prepare.spec import SUBJECT_KINDS, FormSpec, SubjectSpec

LABELS = {"key": "代号", "name": "姓名", "unit": "单位", "post": "职务", "kind": "对象类型", "form": "测评表"}
MAX_SUBJECTS = 120


def read_subjects(meeting: Entry, forms: Mapping[str, FormSpec], broken_forms: bool) -> tuple[SubjectSpec, ...]:
    """Read the subjects in the order of their reports; a form that is not named is the one of their kind."""
    found: list[SubjectSpec] = []
    lines: dict[str, int] = {}
    for entry in meeting.entries("subjects", LABELS, required=True):
        kind = entry.choice("kind", SUBJECT_KINDS)
        form = entry.text("form", 40, required=False) or kind
        if form and form not in forms and not (broken_forms and form != kind):
            entry.refuse("form", wrong_option("测评表 form ", form, forms))
        subject = SubjectSpec(
            entry.key(), entry.text("name", 20), entry.text("unit", 40), entry.text("post", 40), kind, form
        )
        if subject.key in lines:
            entry.refuse("key", f"代号 {subject.key} 与第 {lines[subject.key]} 行重复，请换一个。")
        elif subject.key:
            lines[subject.key] = entry.line_of("key")
        found.append(subject)
    if len(found) > MAX_SUBJECTS:
        meeting.refuse("subjects", f"述法对象有 {len(found)} 位，一场会议最多 {MAX_SUBJECTS} 位，请分场。")
    return tuple(found)
