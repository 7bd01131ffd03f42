"""`agenda:` of a meeting file: the run of show."""

from __future__ import annotations

from app.meeting_file.entry import Entry, wrong_option
from sessions.prepare.spec import (
    AGENDA_KINDS,
    BATCH_MINUTES,
    MAIN_STAGE,
    STAGE_MINUTES,
    SUBJECT_STAGES,
    AgendaSpec,
    Stage,
    SubjectSpec,
)

LABELS = {
    "kind": "类型",
    "title": "标题",
    "subject": "述法对象",
    "subjects": "述法对象",
    "stages": "环节",
    "minutes": "分钟",
}
_ONLY_FOR = {"subject": "subject", "stages": "subject", "subjects": "appraisal"}
_SCORE_LATER = "留给集中测评的，请在述法那一项写 stages: [reporting, inquiry, commentary]。"
MAX_ITEMS, MAX_MINUTES = 300, 600


def read_agenda(meeting: Entry, subjects: tuple[SubjectSpec, ...]) -> tuple[AgendaSpec, ...]:
    """Read the agenda; without one there is an item for each subject, in their order."""
    by_key = {subject.key: subject for subject in subjects if subject.key}
    if not meeting.has("agenda"):
        stages = tuple(STAGE_MINUTES.items())
        return tuple(AgendaSpec("subject", subject.name, (subject.key,), stages) for subject in subjects)
    entries = list(meeting.entries("agenda", LABELS))
    items = [_read_item(entry, by_key) for entry in entries]
    if len(items) > MAX_ITEMS:
        meeting.refuse("agenda", f"议程有 {len(items)} 项，最多 {MAX_ITEMS} 项。")
    _check_heard_once(list(zip(entries, items, strict=True)))
    _check_nobody_forgotten(meeting, items, by_key)
    return tuple(items)


def _read_item(entry: Entry, by_key: dict[str, SubjectSpec]) -> AgendaSpec:
    kind = entry.choice("kind", AGENDA_KINDS)
    for key, owner in _ONLY_FOR.items():
        if kind and kind != owner and entry.has(key):
            entry.refuse(key, f"{AGENDA_KINDS[kind]}（{kind}）这一项没有 {key}，请删去；它只用于 kind: {owner}。")
    keys = _subject_keys(entry, kind, by_key)
    default = by_key[keys[0]].name if kind == "subject" and keys else AGENDA_KINDS.get(kind, "")
    title = entry.text("title", 40, required=False) or default
    return AgendaSpec(kind, title, keys, _stages(entry, kind))


def _subject_keys(entry: Entry, kind: str, by_key: dict[str, SubjectSpec]) -> tuple[str, ...]:
    if kind == "subject":
        key = entry.text("subject", 40)
        if key and key not in by_key:
            entry.refuse("subject", wrong_option("述法对象 subject ", key, by_key))
        return (key,) if key in by_key else ()
    if kind != "appraisal":
        return ()
    words = entry.words("subjects", 40, required=True)
    for key, line, path in words:
        if key not in by_key:
            entry.problems.add(line, path, wrong_option("述法对象 subjects ", key, by_key))
    return tuple(key for key, _, _ in words if key in by_key)


def _stages(entry: Entry, kind: str) -> tuple[Stage, ...]:
    if kind == "subject":
        stages = _subject_stages(entry)
        minutes = _minutes_by_stage(entry, stages)
        return tuple((stage, minutes.get(stage, STAGE_MINUTES[stage])) for stage in stages)
    if not kind:
        return ()
    minutes_left = entry.whole("minutes", 1, MAX_MINUTES)
    if kind == "appraisal":
        return (("appraisal", BATCH_MINUTES if minutes_left is None else minutes_left),)
    return ((MAIN_STAGE, minutes_left),)


def _subject_stages(entry: Entry) -> tuple[str, ...]:
    if not entry.has("stages"):
        return tuple(SUBJECT_STAGES)
    chosen = []
    for stage, line, path in entry.words("stages", 40):
        if stage in SUBJECT_STAGES:
            chosen.append(stage)
        else:
            entry.problems.add(line, path, wrong_option("环节 stages ", stage, SUBJECT_STAGES))
    ordered = [stage for stage in SUBJECT_STAGES if stage in chosen]
    if chosen != ordered:
        entry.refuse("stages", f"环节要按先后排列：{'、'.join(ordered)}。")
    return tuple(ordered)


def _minutes_by_stage(entry: Entry, stages: tuple[str, ...]) -> dict[str, int]:
    node = entry.node("minutes")
    if node is None:
        return {}
    minutes = Entry(
        node, f"{entry.path}.minutes", {stage: f"{SUBJECT_STAGES[stage]}分钟" for stage in stages}, entry.problems
    )
    found = {stage: minutes.whole(stage, 1, MAX_MINUTES) for stage in stages}
    return {stage: value for stage, value in found.items() if value is not None}


def _check_heard_once(items: list[tuple[Entry, AgendaSpec]]) -> None:
    heard: dict[str, int] = {}
    scored: dict[str, int] = {}
    for entry, item in items:
        place = "subject" if item.kind == "subject" else "subjects"
        for key in item.subject_keys:
            if item.kind == "subject":
                if key in heard:
                    entry.refuse(place, f"{key} 已在第 {heard[key]} 行述法，一人只安排一次，请删去一处。")
                heard.setdefault(key, entry.line)
            if any(stage == "appraisal" for stage, _ in item.stages):
                if key in scored:
                    entry.refuse(place, f"{key} 已在第 {scored[key]} 行安排测评，一人只测评一次。{_SCORE_LATER}")
                scored.setdefault(key, entry.line)


def _check_nobody_forgotten(meeting: Entry, items: list[AgendaSpec], by_key: dict[str, SubjectSpec]) -> None:
    placed = {key for item in items for key in item.subject_keys}
    missing = [f"{subject.name}（{key}）" for key, subject in by_key.items() if key not in placed]
    if missing and all(item.subject_keys or item.kind not in ("subject", "appraisal") for item in items):
        meeting.refuse("agenda", f"议程里没有安排{'、'.join(missing)}。请各加一项，或把他们从 subjects 里删去。")
