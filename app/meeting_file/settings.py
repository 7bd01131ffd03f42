"""`settings:` of a meeting file."""

from __future__ import annotations

import re
from fractions import Fraction

from app.meeting_file.entry import Entry
from app.meeting_file.tree import Words
from sessions.prepare.spec import CategorySpec, SettingsSpec

LABELS = {
    "quorum": "有效参评比例",
    "rate_base": "优秀率的基数",
    "small_group": "小组合并人数",
    "questions_goal": "每位的质询数",
    "online_weight": "线上评议的权重",
    "questions_shown_as": "提问人怎样显示",
    "open_join": "可扫大屏码进入的票类",
}
_FRACTION = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6}|/[1-9][0-9]{0,3})?")


def read_settings(meeting: Entry, categories: tuple[CategorySpec, ...]) -> SettingsSpec:
    """Read the rules of the meeting; what is left out takes its default."""
    default = SettingsSpec()
    node = meeting.node("settings")
    if node is None:
        return default
    entry = Entry(node, "settings", LABELS, meeting.problems)
    small_group = entry.whole("small_group", 3, 20)
    goal = entry.whole("questions_goal", 0, 20)
    return SettingsSpec(
        quorum=_quorum(entry),
        rate_base=entry.choice("rate_base", ("valid", "collected"), default.rate_base),
        small_group=default.small_group if small_group is None else small_group,
        questions_goal=default.questions_goal if goal is None else goal,
        online_weight=entry.whole("online_weight", 0, 20) or 0,
        questions_shown_as=entry.choice(
            "questions_shown_as", ("category", "anonymous", "choice"), default.questions_shown_as
        ),
        open_join=_open_join(entry, categories),
    )


def _quorum(entry: Entry) -> str:
    node = entry.node("quorum")
    if node is None:
        return SettingsSpec().quorum
    value = node.text.strip() if isinstance(node, Words) else ""
    if _FRACTION.fullmatch(value) and 0 <= Fraction(value) < 1:
        return value
    entry.refuse("quorum", "有效参评比例 quorum 应当是 0 以上、不到 1 的小数或分数，例如 0.5 或 2/3。")
    return SettingsSpec().quorum


def _open_join(entry: Entry, categories: tuple[CategorySpec, ...]) -> tuple[str, ...]:
    roles = {category.key: category.role for category in categories}
    chosen = []
    for key, line, path in entry.words("open_join", 40):
        if key not in roles:
            known = "、".join(k for k, role in roles.items() if role == "participant")
            entry.problems.add(line, path, f"没有“{key}”这个票类。可以写：{known or '先在 categories 里加上票类'}。")
        elif roles[key] != "participant":
            # a seat of another role belongs to a certain person, or sees what the hall must not see
            entry.problems.add(line, path, f"只有参会代表的票类可以扫大屏码进入，“{key}”不是，请删去。")
        else:
            chosen.append(key)
    return tuple(chosen)
