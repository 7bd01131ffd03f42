"""The 测评表 that the product brings along: one for each kind of subject, and the grade scales.

Six items and 总体评价: more would be too many taps for six subjects in one meeting. All forms share their item keys,
so that subjects of different kinds can be laid side by side; only the third item is named by kind.
"""

from __future__ import annotations

from typing import NamedTuple

from sessions.prepare.spec import SUBJECT_KINDS, FormSpec, GradeSpec, ItemSpec


class Duty(NamedTuple):
    """The third item of a kind's form: what doing one's duty by law means there, and who reports."""

    title: str
    name: str
    help: str


SCALES: dict[str, tuple[GradeSpec, ...]] = {
    "standard": (
        GradeSpec("excellent", "优秀", 100),
        GradeSpec("good", "良好", 80),
        GradeSpec("fair", "一般", 60),
        GradeSpec("poor", "较差", 40),
        GradeSpec("unknown", "不了解", None),
    ),
    "satisfaction": (
        GradeSpec("satisfied", "满意", 100),
        GradeSpec("mostly_satisfied", "基本满意", 80),
        GradeSpec("dissatisfied", "不满意", 40),
        GradeSpec("unknown", "不了解", None),
    ),
    "competence": (
        GradeSpec("excellent", "优秀", 100),
        GradeSpec("competent", "称职", 80),
        GradeSpec("basically_competent", "基本称职", 60),
        GradeSpec("incompetent", "不称职", 40),
    ),
    "plain": (
        GradeSpec("good", "好", 100),
        GradeSpec("fairly_good", "较好", 80),
        GradeSpec("fair", "一般", 60),
        GradeSpec("poor", "差", 40),
    ),
    "agreement": (
        GradeSpec("agree", "认同", 100),
        GradeSpec("mostly_agree", "基本认同", 80),
        GradeSpec("disagree", "不认同", 40),
        GradeSpec("unknown", "不了解", None),
    ),
}

DUTIES: dict[str, Duty] = {
    "party_committee": Duty(
        "党委主要负责人述法测评表",
        "依规治党与统筹法治",
        "是否严格按党内法规办事，统筹推进本地法治建设，支持人大、政府、政协和监察、审判、检察机关依法履职，不插手具体案件。",
    ),
    "government": Duty(
        "政府主要负责人述法测评表",
        "依法行政",
        "许可、处罚、收费、征收等是否于法有据、程序到位；该管的是否管住，不该管的是否放开，败诉和纠错案件是否少了。",
    ),
    "party_department": Duty(
        "党委工作部门主要负责人述法测评表",
        "依规依法办事",
        "本部门办文办事、干部管理和对外服务是否有规可依、有据可查，本领域的年度法治任务是否做实。",
    ),
    "government_department": Duty(
        "政府工作部门主要负责人述法测评表",
        "执法质量",
        "执法是否公开、全程留痕，重大决定是否先经法制审核；同样的事是否同样处理，处罚是否讲理、适度。",
    ),
    "soe": Duty(
        "国有企业主要负责人述法测评表",
        "合规管理",
        "投资、合同、用工、安全和采购是否先过法律审核；重大风险是否早发现、早报告、早处置，所属企业是否一样管到位。",
    ),
    "coordination_group": Duty(
        "协调小组负责人述法测评表",
        "统筹协调",
        "本领域全年法治任务是否排清楚、分下去、盯到底；成员单位之间推不动的事，是否有人出面协调解决。",
    ),
    "enforcement_team": Duty(
        "综合执法队伍负责人述法测评表",
        "规范文明执法",
        "是否亮证执法、说清依据、文书齐全；裁量是否有尺度，态度是否文明，投诉举报是否件件有回音。",
    ),
    "development_zone": Duty(
        "开发区（新区）主要负责人述法测评表",
        "法治营商环境",
        "招商承诺是否依法作出并兑现；审批、检查、执法是否规范少扰，企业诉求和涉企纠纷是否依法及时解决。",
    ),
    "township": Duty(
        "乡镇（街道）党政主要负责人述法测评表",
        "基层治理",
        "矛盾纠纷是否依法在当地化解；征地、宅基地、低保、执法等群众身边的事是否办得公开公道，村规民约是否合法管用。",
    ),
    "public_institution": Duty(
        "直属事业单位主要负责人述法测评表",
        "依法管理与服务",
        "收费、招聘、采购和对群众的服务是否按章程和制度办，信息是否公开，投诉和纠纷是否依法处理。",
    ),
    "leadership_member": Duty(
        "班子成员述法测评表",
        "分管领域法治",
        "分管领域的重大事项是否依法研究、依法审核；对分管部门的执法、信访、诉讼问题是否亲自过问、一抓到底。",
    ),
}


def _items(duty: Duty) -> tuple[ItemSpec, ...]:
    return (
        ItemSpec(
            "effort",
            "重视程度与亲自推动",
            15,
            help="是否把法治建设摆上重要位置，重要工作亲自部署、过问、协调、督办，带头学法用法。",
        ),
        ItemSpec(
            "decisions",
            "依法决策",
            20,
            help="重大事项是否经过调研论证、听取意见、合法性审查和集体讨论，法律顾问是否真正起作用。",
        ),
        ItemSpec("duty", duty.name, 20, help=duty.help),
        ItemSpec(
            "candour",
            "正视问题",
            15,
            help="述法是否讲真问题、讲本人责任，对督察反馈、败诉纠错和群众反映的问题不回避、不绕开。",
        ),
        ItemSpec(
            "mending",
            "整改成效",
            20,
            help="上年提出的问题和督察反馈的问题，是否逐条整改、有人负责、有期限，群众看得到变化。",
        ),
        ItemSpec("answers", "答问态度", 10, help="对现场提问是否当面说清事实和办法，能办的给时限，不能办的讲明依据。"),
        ItemSpec("overall", "总体评价", 0, overall=True, help="综合以上各项，您对这位同志履行法治建设职责的总体看法。"),
    )


def _build() -> dict[str, FormSpec]:
    return {
        kind: FormSpec(kind, DUTIES[kind].title, _items(DUTIES[kind]), SCALES["standard"]) for kind in SUBJECT_KINDS
    }


SHIPPED_FORMS: dict[str, FormSpec] = _build()
"""The form of each kind of subject, by the kind."""
