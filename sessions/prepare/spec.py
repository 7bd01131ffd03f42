"""A whole meeting as it is wanted, before anything of it is in the database.

A meeting file, a copy of a former meeting or a form in the office all end in a `MeetingSpec`; `importing` turns it
into rows. A spec is already checked: whoever builds one answers for it (see `app/meeting_file`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

SUBJECT_KINDS: dict[str, str] = {
    "party_committee": "党委",
    "government": "政府",
    "party_department": "党委工作部门",
    "government_department": "政府工作部门（直属单位）",
    "soe": "国有企业",
    "coordination_group": "协调小组",
    "enforcement_team": "综合执法队伍",
    "development_zone": "开发区（新区）",
    "township": "乡镇（街道）",
    "public_institution": "直属事业单位",
    "leadership_member": "班子成员",
}
ROLES: dict[str, str] = {
    "participant": "参会代表",
    "leader": "点评领导",
    "expert": "评议组",
    "reporter": "述法同志",
    "observer": "列席督察",
}
RIGHTS = ("ask", "support", "score", "comment", "note")
AGENDA_KINDS: dict[str, str] = {
    "opening": "开场",
    "rectification": "上次整改通报",
    "subject": "述法",
    "appraisal": "集中测评",
    "announcement": "结果公布",
    "address": "讲话部署",
    "training": "培训",
    "break": "休息",
    "closing": "总结",
}
SUBJECT_STAGES: dict[str, str] = {"reporting": "述法", "inquiry": "质询", "commentary": "点评", "appraisal": "测评"}
MAIN_STAGE = "main"
STAGE_MINUTES: dict[str, int] = {"reporting": 8, "inquiry": 12, "commentary": 6, "appraisal": 2}
BATCH_MINUTES = 5
REPORTER_KEY = "reporter"
REPORTER_NAME = "述法同志"

Stage = tuple[str, int | None]
"""A stage and its minutes; None = no timer."""


@dataclass(frozen=True, slots=True)
class GradeSpec:
    """One grade of a form, best first; `value` is its points (0 to 100), None = not scored （不了解）."""

    key: str
    name: str
    value: int | None


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """One row of a form; `weight` is relative to the others and 0 for the overall grade （总体评价）."""

    key: str
    name: str
    weight: int
    overall: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A 测评表: exactly one of `items` is overall, at least two of `grades` have a value."""

    key: str
    title: str
    items: tuple[ItemSpec, ...]
    grades: tuple[GradeSpec, ...]


@dataclass(frozen=True, slots=True)
class CategorySpec:
    """A 票类: `expected` seats with the same rights; `weight` in the tally, None or 0 = counted and shown apart."""

    key: str
    name: str
    role: str
    weight: int | None
    expected: int
    rights: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectSpec:
    """A 述法对象; `form` is the key of a form of the same spec."""

    key: str
    name: str
    unit: str
    post: str
    kind: str
    form: str


@dataclass(frozen=True, slots=True)
class AgendaSpec:
    """One item of the run of show; `subject_keys` is one key (kind subject), several (kind appraisal) or empty."""

    kind: str
    title: str
    subject_keys: tuple[str, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class SettingsSpec:
    """The rules of a meeting; `quorum` and nothing else is a fraction, kept as text ("0.5", "2/3") to stay exact."""

    quorum: str = "0.5"
    rate_base: str = "valid"
    small_group: int = 5
    questions_goal: int = 3
    online_weight: int = 0
    questions_shown_as: str = "category"
    open_join: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingSpec:
    """A meeting; `starts_at` in milliseconds since 1970 UTC. Exactly one category has the role reporter,
    with one seat for each subject in their order; `forms` holds the forms that subjects use, no others."""

    title: str
    host_unit: str
    place: str
    starts_at: int
    year: int
    categories: tuple[CategorySpec, ...]
    forms: tuple[FormSpec, ...]
    subjects: tuple[SubjectSpec, ...]
    agenda: tuple[AgendaSpec, ...]
    settings: SettingsSpec = field(default_factory=SettingsSpec)


def default_rights(role: str, weight: int | None) -> tuple[str, ...]:
    """Give a category the rights of its role: leaders and experts score only where their category has a weight."""
    if role == "participant":
        return ("ask", "support", "score")
    if role in ("leader", "expert"):
        return ("score", "comment") if weight else ("comment",)
    return ("note",) if role == "observer" else ()
