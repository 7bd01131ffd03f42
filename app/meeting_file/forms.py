"""`forms:` of a meeting file: a place's own 测评表 beside the shipped ones."""

from __future__ import annotations

from app.meeting_file.entry import Entry, wrong_option
from app.meeting_file.tree import Words
from sessions.prepare.forms import SCALES, SHIPPED_FORMS
from sessions.prepare.spec import FormSpec, GradeSpec, ItemSpec

FORM_LABELS = {"key": "代号", "title": "标题", "items": "测评项目", "grades": "等次"}
ITEM_LABELS = {"key": "代号", "name": "名称", "weight": "权重", "help": "说明", "overall": "总体评价标记"}
GRADE_LABELS = {"key": "代号", "name": "名称", "value": "分值"}
MAX_ITEMS, MAX_GRADES = 20, 8


def read_forms(meeting: Entry) -> dict[str, FormSpec]:
    """Read the file's own forms by their keys, the shipped ones with them."""
    forms = dict(SHIPPED_FORMS)
    lines: dict[str, int] = {}
    for entry in meeting.entries("forms", FORM_LABELS):
        form = FormSpec(entry.key(), entry.text("title", 60), _items(entry), _grades(entry))
        if form.key in SHIPPED_FORMS:
            entry.refuse("key", f"代号 {form.key} 已用于自带的测评表，请换一个，例如 {form.key}_2026。")
        elif form.key in lines:
            entry.refuse("key", f"代号 {form.key} 与第 {lines[form.key]} 行重复，请换一个。")
        elif form.key:
            forms[form.key] = form
            lines[form.key] = entry.line_of("key")
    return forms


def _items(form: Entry) -> tuple[ItemSpec, ...]:
    items = [_item(entry) for entry in form.entries("items", ITEM_LABELS, required=True)]
    if not form.has("items"):
        return ()
    _refuse_repeated(form, "items", [item.key for item in items])
    _refuse_alike(form, "items", [item.name for item in items if not item.overall])
    overall = sum(item.overall for item in items)
    if overall != 1:
        form.refuse("items", f"总体评价应当正好一项，现在有 {overall} 项。请只在一项里写 overall: true。")
    if items and overall == len(items):
        form.refuse("items", "除总体评价外，至少还要有一项测评项目。")
    if len(items) > MAX_ITEMS:
        form.refuse("items", f"测评项目有 {len(items)} 项，最多 {MAX_ITEMS} 项。六项左右最便于现场填写。")
    return tuple(items)


def _item(entry: Entry) -> ItemSpec:
    overall = entry.flag("overall")
    if overall and entry.has("weight"):
        entry.refuse("weight", "总体评价单独统计，不计权重，请删去 weight。")
    weight = 0 if overall else entry.whole("weight", 1, 1000, required=True) or 0
    return ItemSpec(entry.key(), entry.text("name", 20), weight, overall, entry.text("help", 200, required=False))


def _grades(form: Entry) -> tuple[GradeSpec, ...]:
    node = form.node("grades")
    if node is None:
        return SCALES["standard"]
    if isinstance(node, Words):
        if node.text not in SCALES:
            form.refuse("grades", wrong_option("等次 grades ", node.text, SCALES) + "也可以逐个列出等次。")
        return SCALES.get(node.text, ())
    grades = [_grade(entry) for entry in form.entries("grades", GRADE_LABELS)]
    _refuse_repeated(form, "grades", [grade.key for grade in grades])
    _refuse_alike(form, "grades", [grade.name for grade in grades])
    _check_order(form, [grade.value for grade in grades])
    return tuple(grades)


def _grade(entry: Entry) -> GradeSpec:
    value = entry.whole("value", 0, 100)
    if entry.is_left_out("value"):
        entry.refuse("value", "缺少分值 value，请加上 0 到 100 的整数；不计分的等次（如不了解）写 value: null。")
    return GradeSpec(entry.key(), entry.text("name", 8), value)


def _check_order(form: Entry, values: list[int | None]) -> None:
    scored = [value for value in values if value is not None]
    if len(scored) < 2:
        form.refuse("grades", "至少要有两个计分的等次，请给它们写上 value。")
    elif values[: len(scored)] != sorted(set(scored), reverse=True):
        # 优秀率 and 优良率 are taken from the first grade and the first two
        form.refuse("grades", "等次要从高分到低分排列，分值不能相同；不计分的等次放在最后。")
    if len(values) > MAX_GRADES:
        form.refuse("grades", f"等次有 {len(values)} 个，最多 {MAX_GRADES} 个。")


def _refuse_alike(form: Entry, key: str, names: list[str]) -> None:
    """On the sheet and in the figures people see the names alone."""
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        form.refuse(key, f"「{name}」在同一张表里出现了两次，代表分不清，请改一个名称。")


def _refuse_repeated(form: Entry, key: str, names: list[str]) -> None:
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        form.refuse(key, f"代号 {name} 在同一张表里用了两次，请换一个。")
