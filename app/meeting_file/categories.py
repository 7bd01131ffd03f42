"""`categories:` of a meeting file: who sits in the hall, in which number, with which rights."""

from __future__ import annotations

from app.meeting_file.entry import Entry
from sessions.prepare.spec import (
    REPORTER_KEY,
    REPORTER_NAME,
    RIGHTS,
    ROLES,
    CategorySpec,
    default_rights,
)

LABELS = {
    "key": "代号",
    "name": "名称",
    "role": "身份",
    "weight": "权重",
    "seats": "应到人数",
    "names": "姓名",
    "rights": "权限",
}
MAX_SEATS = 5000
MAX_CATEGORIES = 40


def read_categories(meeting: Entry, subjects: int) -> tuple[CategorySpec, ...]:
    """Read the categories and see that there is one of role reporter, with a seat for each subject."""
    found: list[CategorySpec] = []
    lines: dict[str, int] = {}
    for entry in meeting.entries("categories", LABELS, required=True):
        category = _read_category(entry, subjects)
        if category.key in lines:
            entry.refuse("key", f"代号 {category.key} 与第 {lines[category.key]} 行重复，请换一个。")
        elif category.role == "reporter" and any(c.role == "reporter" for c in found):
            entry.refuse("role", "述法同志只能有一个票类，请删去一个。")
        if category.key:
            lines.setdefault(category.key, entry.line_of("key"))
        found.append(category)
    if all(c.role != "reporter" for c in found):
        if REPORTER_KEY in lines:
            meeting.problems.add(
                lines[REPORTER_KEY], "categories", "代号 reporter 留给述法同志，请换一个，或把 role 写成 reporter。"
            )
        found.append(CategorySpec(REPORTER_KEY, REPORTER_NAME, "reporter", None, subjects, ()))
    if len(found) > MAX_CATEGORIES:
        meeting.refuse("categories", f"票类有 {len(found)} 个，最多 {MAX_CATEGORIES} 个，请合并一些。")
    _check_total(meeting, found)
    return tuple(found)


def _check_total(meeting: Entry, categories: list[CategorySpec]) -> None:
    total = sum(category.expected for category in categories)
    if total > MAX_SEATS:
        meeting.refuse(
            "categories", f"各类应到共 {total} 人（含述法同志），一场会议最多 {MAX_SEATS} 人，请减少或分场。"
        )


def _read_category(entry: Entry, subjects: int) -> CategorySpec:
    key, name, role = entry.key(), entry.text("name", 20), entry.choice("role", ROLES)
    weight = entry.whole("weight", 0, 1000)
    names = _names(entry, role)
    rights = _rights(entry, role, weight)
    if weight and role == "reporter":
        entry.refuse("weight", "述法同志不参加测评，不能有权重，请删去 weight。")
    elif weight and role and rights and "score" not in rights:
        entry.refuse("weight", "这一类没有测评权限，权重用不上。请删去 weight，或在 rights 里加上 score。")
    expected = subjects if role == "reporter" else _seats(entry, len(names))
    if role == "reporter" and entry.has("seats") and entry.whole("seats", 1, MAX_SEATS) not in (subjects, None):
        entry.refuse("seats", f"述法同志每人一席，应当是 {subjects}，可以删去 seats。")
    return CategorySpec(key, name, role, weight, expected, rights, names)


def _names(entry: Entry, role: str) -> tuple[str, ...]:
    names = tuple(name for name, _, _ in entry.words("names", 20))
    if entry.has("names") and role and role not in ("leader", "expert"):
        # a named seat would show who scores what is meant to be anonymous
        entry.refuse("names", f"只有点评领导和评议组可以写姓名，{ROLES[role]}请改写 seats: 人数。")
    return names


def _seats(entry: Entry, named: int) -> int:
    seats = entry.whole("seats", 1, MAX_SEATS)
    if not entry.has("seats") and not entry.has("names"):
        entry.refuse("seats", "缺少应到人数 seats，请加上“seats: 人数”；点评领导和评议组也可以写 names: [姓名, …]。")
    elif seats is not None and named and seats != named:
        entry.refuse("seats", f"应到人数是 {seats}，姓名却有 {named} 个，请改成一致，或删去 seats。")
    return named or seats or 0


def _rights(entry: Entry, role: str, weight: int | None) -> tuple[str, ...]:
    if not entry.has("rights"):
        return default_rights(role, weight)
    chosen = []
    for right, line, path in entry.words("rights", 20):
        if right not in RIGHTS:
            entry.problems.add(line, path, f"没有“{right}”这项权限。可以写：{'、'.join(RIGHTS)}。")
        elif right == "score" and role == "reporter":
            entry.problems.add(line, path, "述法同志不能参加测评，请从 rights 里删去 score。")
        else:
            chosen.append(right)
    return tuple(right for right in RIGHTS if right in chosen)
