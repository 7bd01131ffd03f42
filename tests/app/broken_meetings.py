"""A small good meeting file and one broken one for every mistake that people make."""

from __future__ import annotations

from typing import NamedTuple

SMALL = """\
title: 小会
host_unit: 县委依法治县办
place: 会议室
starts: 2026-12-08T14:30
year: 2026
categories:
  - {key: delegate, name: 党代表, role: participant, weight: 30, seats: 12}
  - {key: leader, name: 点评领导, role: leader, names: [冯主任, 杜主任]}
subjects:
  - {key: a, name: 甲某, unit: 某局, post: 局长, kind: government_department}
  - {key: b, name: 乙某, unit: 某镇, post: 镇长, kind: township}
"""


class Broken(NamedTuple):
    """One mistake: in SMALL, `old` becomes `new`; the problem stands at `line` and `path` and says `says`."""

    name: str
    old: str
    new: str
    line: int
    path: str
    says: str


END = "kind: township}\n"
FORM = "forms:\n  - key: f\n    title: 表\n    items:\n      - {key: x, name: 一, weight: 1}\n"
OVERALL = "      - {key: o, name: 总体评价, overall: true}\n"
AGENDA = "agenda:\n  - {kind: subject, subject: a}\n  - {kind: subject, subject: b}\n"

BROKEN = [
    Broken("unknown key", "place:", "palce:", 3, "palce", "是不是想写 place"),
    Broken("Chinese key", "place:", "地点:", 3, "地点", "是不是想写 place"),
    Broken("missing key", "place: 会议室\n", "", 1, "place", "缺少地点 place"),
    Broken("empty value", "place: 会议室", "place: ''", 3, "place", "空的"),
    Broken("key twice", "year: 2026", "year: 2026\nyear: 2025", 6, "year", "第 5 行已有"),
    Broken("too long", "小会", "会" * 61, 1, "title", "最多 60"),
    Broken("list for words", "会议室", "[会, 议]", 3, "place", "一行文字"),
    Broken("date only", "2026-12-08T14:30", "2026-12-08", 4, "starts", "2026-12-08T14:30"),
    Broken("no such day", "2026-12-08T14:30", "2026-02-30T14:30", 4, "starts", "当地时间"),
    Broken("time zone", "2026-12-08T14:30", "2026-12-08T14:30+08:00", 4, "starts", "不写时区"),
    Broken("year in words", "year: 2026", "year: 今年", 5, "year", "整数"),
    Broken("year after the meeting", "year: 2026", "year: 2027", 5, "year", "还晚"),
    Broken("categories not a list", "subjects:", "settings: 5\nsubjects:", 9, "settings", "键: 值"),
    Broken("role", "role: participant", "role: particpant", 7, "categories[0].role", "是不是想写 participant"),
    Broken("weight in words", "weight: 30", "weight: 三十", 7, "categories[0].weight", "整数"),
    Broken("weight below zero", "weight: 30", "weight: -1", 7, "categories[0].weight", "从 0 到 1000"),
    Broken("weight a fraction", "weight: 30", "weight: 12.5", 7, "categories[0].weight", "整数"),
    Broken("no weight at all", ", weight: 30", "", 6, "categories", "算不出得分"),
    Broken("no seats", ", seats: 12", "", 7, "categories[0].seats", "缺少应到人数"),
    Broken("seats 0", "seats: 12", "seats: 0", 7, "categories[0].seats", "从 1 到 5000"),
    Broken("too many seats", "seats: 12", "seats: 4997", 6, "categories", "最多 5000 人"),
    Broken("seats and names differ", "names: [", "seats: 3, names: [", 8, "categories[1].seats", "姓名却有 2 个"),
    Broken("named delegates", "seats: 12", "names: [甲]", 7, "categories[0].names", "改写 seats"),
    Broken("name twice", "杜主任", "冯主任", 8, "categories[1].names[1]", "写了两次"),
    Broken("category key twice", "key: leader", "key: delegate", 8, "categories[1].key", "第 7 行重复"),
    Broken("key in Chinese", "key: delegate", "key: 党代表", 7, "categories[0].key", "只能用字母"),
    Broken("the reporters' key", "key: delegate", "key: reporter", 7, "categories", "留给述法同志"),
    Broken("right", "seats: 12", "seats: 12, rights: [vote]", 7, "categories[0].rights[0]", "没有“vote”"),
    Broken("weight that cannot score", "seats: 12", "seats: 12, rights: [ask]", 7, "categories[0].weight", "用不上"),
    Broken(
        "reporter weight",
        "role: leader, names: [冯主任, 杜主任]",
        "role: reporter, weight: 5",
        8,
        "categories[1].weight",
        "不参加测评",
    ),
    Broken(
        "reporter scores",
        "role: leader, names: [冯主任, 杜主任]",
        "role: reporter, rights: [score]",
        8,
        "categories[1].rights[0]",
        "不能参加测评",
    ),
    Broken(
        "reporter seats",
        "role: leader, names: [冯主任, 杜主任]",
        "role: reporter, seats: 3",
        8,
        "categories[1].seats",
        "应当是 2",
    ),
    Broken("kind", "kind: township", "kind: townships", 11, "subjects[1].kind", "是不是想写 township"),
    Broken("subject key twice", "key: b", "key: a", 11, "subjects[1].key", "第 10 行重复"),
    Broken("form", "kind: township", "kind: township, form: townshp", 11, "subjects[1].form", "是不是想写 township"),
    Broken("empty list", "subjects:\n", "forms: []\nsubjects:\n", 9, "forms", "至少写一项"),
    Broken(
        "small group", "subjects:", "settings: {small_group: 2}\nsubjects:", 9, "settings.small_group", "从 3 到 20"
    ),
    Broken("quorum", "subjects:", "settings: {quorum: 50%}\nsubjects:", 9, "settings.quorum", "0.5"),
    Broken(
        "rate base", "subjects:", "settings: {rate_base: all}\nsubjects:", 9, "settings.rate_base", "valid、collected"
    ),
    Broken(
        "online weight", "subjects:", "settings: {online_weight: 30}\nsubjects:", 9, "settings.online_weight", "0 到 20"
    ),
    Broken(
        "open join unknown",
        "subjects:",
        "settings:\n  open_join: [citizen]\nsubjects:",
        10,
        "settings.open_join[0]",
        "没有“citizen”这个票类",
    ),
    Broken(
        "open join leader",
        "subjects:",
        "settings:\n  open_join: [leader]\nsubjects:",
        10,
        "settings.open_join[0]",
        "只有参会代表",
    ),
    Broken(
        "open join a word", "subjects:", "settings:\n  open_join: delegate\nsubjects:", 10, "settings.open_join", "列表"
    ),
    Broken("no overall", END, END + FORM, 15, "forms[0].items", "现在有 0 项"),
    Broken(
        "two overall",
        END,
        END + FORM + OVERALL + OVERALL.replace("key: o", "key: p"),
        15,
        "forms[0].items",
        "现在有 2 项",
    ),
    Broken(
        "overall with a weight",
        END,
        END + FORM + OVERALL.replace("overall:", "weight: 1, overall:"),
        17,
        "forms[0].items[1].weight",
        "不计权重",
    ),
    Broken(
        "item without weight",
        END,
        END + FORM.replace(", weight: 1", "") + OVERALL,
        16,
        "forms[0].items[0].weight",
        "缺少权重",
    ),
    Broken(
        "item name twice", END, END + FORM + "      - {key: y, name: 一, weight: 1}\n" + OVERALL, 15,
        "forms[0].items", "出现了两次",
    ),
    Broken("item key twice", END, END + FORM + OVERALL.replace("key: o", "key: x"), 15, "forms[0].items", "用了两次"),
    Broken("form key shipped", END, END + FORM.replace("key: f", "key: soe") + OVERALL, 13, "forms[0].key", "自带"),
    Broken(
        "one grade",
        END,
        END + FORM + OVERALL + "    grades: [{key: g, name: 好, value: 1}]\n",
        18,
        "forms[0].grades",
        "至少要有两个",
    ),
    Broken(
        "grades rise",
        END,
        END + FORM + OVERALL + "    grades: [{key: g, name: 差, value: 1}, {key: h, name: 好, value: 2}]\n",
        18,
        "forms[0].grades",
        "从高分到低分",
    ),
    Broken(
        "grade without value",
        END,
        END
        + FORM
        + OVERALL
        + "    grades:\n    - {key: g, name: 好, value: 2}\n    - {key: h, name: 差, value: 1}\n"
        + "    - {key: i, name: 不知}\n",
        21,
        "forms[0].grades[2].value",
        "value: null",
    ),
    Broken("scale", END, END + FORM + OVERALL + "    grades: standrad\n", 18, "forms[0].grades", "是不是想写 standard"),
    Broken("agenda kind", END, END + AGENDA + "  - {kind: tea}\n", 15, "agenda[2].kind", "break"),
    Broken(
        "agenda subject", END, END + AGENDA + "  - {kind: subject, subject: c}\n", 15, "agenda[2].subject", "不能是“c”"
    ),
    Broken(
        "agenda stage", END, END + AGENDA.replace("a}", "a, stages: [report]}"), 13, "agenda[0].stages[0]", "reporting"
    ),
    Broken(
        "stage order",
        END,
        END + AGENDA.replace("a}", "a, stages: [inquiry, reporting]}"),
        13,
        "agenda[0].stages",
        "reporting、inquiry",
    ),
    Broken(
        "minutes of a stage left out",
        END,
        END + AGENDA.replace("a}", "a, stages: [reporting], minutes: {inquiry: 3}}"),
        13,
        "agenda[0].minutes.inquiry",
        "没有“inquiry”",
    ),
    Broken(
        "minutes not by stage", END, END + AGENDA.replace("a}", "a, minutes: 8}"), 13, "agenda[0].minutes", "键: 值"
    ),
    Broken("minutes", END, END + AGENDA + "  - {kind: break, minutes: 0}\n", 15, "agenda[2].minutes", "从 1 到 600"),
    Broken(
        "stages of a break",
        END,
        END + AGENDA + "  - {kind: break, stages: [inquiry]}\n",
        15,
        "agenda[2].stages",
        "只用于",
    ),
    Broken(
        "heard twice",
        END,
        END + AGENDA + "  - {kind: subject, subject: a, stages: [reporting]}\n",
        15,
        "agenda[2].subject",
        "已在第 13 行述法",
    ),
    Broken(
        "scored twice",
        END,
        END + AGENDA + "  - {kind: appraisal, subjects: [b]}\n",
        15,
        "agenda[2].subjects",
        "已在第 14 行安排测评",
    ),
    Broken(
        "nobody in 集中测评", END, END + AGENDA + "  - {kind: appraisal}\n", 15, "agenda[2].subjects", "缺少述法对象"
    ),
    Broken("forgotten subject", END, END + "agenda:\n  - {kind: subject, subject: a}\n", 12, "agenda", "没有安排乙某"),
    Broken("tab", "  - {key: leader", "\t- {key: leader", 8, "", "Tab"),
    Broken("wide colon", "place: ", "place：", 3, "", "全角冒号"),
    Broken("colon in words", "小会", "会: 小", 1, "", "引号"),
    Broken("open quote", "小会", "'小会", 12, "", "引号"),
    Broken("open brace", "seats: 12}", "seats: 12", 8, "", "花括号"),
    Broken("control character", "会议室", "会议\u0007室", 3, "", "U+0007"),
    Broken("turned direction", "会议室", "会议\u202e室", 3, "", "U+202E"),
    Broken("anchor", "会议室", "&x 会议室", 3, "", "&"),
    Broken("alias", "会议室", "*x", 3, "", "引用"),
    Broken("tag", "会议室", "!!python/name:os.system 会", 3, "", "!"),
    Broken("two documents", "subjects:", "---\nsubjects:", 9, "", "一场会议"),
]
