"""A whole meeting file into a `MeetingSpec`."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from app.meeting_file.agenda import read_agenda
from app.meeting_file.categories import read_categories
from app.meeting_file.document import read_document
from app.meeting_file.entry import Entry
from app.meeting_file.forms import read_forms
from app.meeting_file.problems import Problems
from app.meeting_file.settings import read_settings
from app.meeting_file.subjects import read_subjects
from sessions.prepare.spec import AgendaSpec, CategorySpec, MeetingSpec

LABELS = {
    "title": "会议名称",
    "host_unit": "主办单位",
    "place": "地点",
    "starts": "开会时间",
    "year": "述法年度",
    "settings": "会议规则",
    "categories": "票类",
    "forms": "测评表",
    "subjects": "述法对象",
    "agenda": "议程",
}
# the whole country keeps this time, without summer time, so no time zone data is needed on the machine
LOCAL = timezone(timedelta(hours=8))
_STARTS = re.compile(r"(20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2})[T ]+([0-9]{1,2}:[0-9]{2})(:[0-9]{2})?")


def read_meeting(text: str) -> MeetingSpec:
    """Read the text of a meeting file into a checked spec.

    Raises MeetingFileErrors with every problem there is, each with its line and what to do about it.
    """
    problems = Problems()
    meeting = Entry(read_document(text), "", LABELS, problems)
    title, host_unit, place = meeting.text("title", 60), meeting.text("host_unit", 60), meeting.text("place", 60)
    starts_at, year = _starts_at(meeting), meeting.whole("year", 2000, 2100, required=True) or 0
    before = len(problems.found)
    forms = read_forms(meeting)
    subjects = read_subjects(meeting, forms, broken_forms=len(problems.found) > before)
    categories = read_categories(meeting, len(subjects))
    settings = read_settings(meeting, categories)
    agenda = read_agenda(meeting, subjects)
    _check_weights(meeting, categories, agenda)
    _check_year(meeting, starts_at, year)
    problems.raise_any()
    used = {subject.form: forms[subject.form] for subject in subjects}
    return MeetingSpec(
        title, host_unit, place, starts_at, year, categories, tuple(used.values()), subjects, agenda, settings
    )


def _starts_at(meeting: Entry) -> int:
    value = meeting.text("starts", 40)
    if not value:
        return 0
    match = _STARTS.fullmatch(value)
    try:
        if match is None:
            raise ValueError
        local = datetime.strptime(f"{match[1]} {match[2]}", "%Y-%m-%d %H:%M").replace(tzinfo=LOCAL)
    except ValueError:
        meeting.refuse("starts", "开会时间 starts 应当写成当地时间，例如 2026-12-08T14:30，不写时区。")
        return 0
    return int(local.timestamp()) * 1000


def _check_year(meeting: Entry, starts_at: int, year: int) -> None:
    if starts_at and year > datetime.fromtimestamp(starts_at / 1000, LOCAL).year:
        meeting.refuse("year", f"述法年度 {year} 比开会的年份还晚，请核对 year 和 starts。")


def _check_weights(meeting: Entry, categories: tuple[CategorySpec, ...], agenda: tuple[AgendaSpec, ...]) -> None:
    scored = any(stage == "appraisal" for item in agenda for stage, _ in item.stages)
    readable = not any(problem.path.startswith("categories") for problem in meeting.problems.found)
    if scored and readable and not any(category.weight for category in categories):
        meeting.refuse("categories", "没有一个票类有权重，算不出得分。请给参加测评的票类写上 weight，例如 weight: 30。")
