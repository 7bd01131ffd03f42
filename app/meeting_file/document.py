"""YAML text to a tree of nodes that know their lines, with everything refused that a meeting file does not need."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from app.meeting_file.problems import MeetingFileErrors, Problem
from app.meeting_file.tree import Listing, Node, Table, Words

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_NODES = 50_000

_HINTS = {
    "mapping values are not allowed here": "这里多出一个冒号。一行只写一个“键: 值”；值里有冒号的，请用引号括起来。",
    "found character '\\t' that cannot start any token": "缩进用了 Tab 键，请改成空格。",
    "could not find expected ':'": "键的后面缺少冒号，请写成“键: 值”，冒号用半角并空一格。",
    "found unexpected end of stream": "引号没有成对，请补上另一半引号。",
    "expected <block end>, but found": "缩进没有对齐，请让同一级的各行左边对齐。",
    "expected ',' or '}'": "花括号里各项之间要用半角逗号隔开，末尾要有右花括号。",
    "expected ',' or ']'": "方括号里各项之间要用半角逗号隔开，末尾要有右方括号。",
    "while parsing a flow node": "括号里多了逗号或少了值，请核对这一行的括号和逗号。",
    "found character '%": "以 %、@ 或反引号开头的内容，请用引号括起来。",
}
_WIDE_COLON = re.compile(r"[\s{-]*([a-z_]+)：")
_WORD = re.compile("[a-z_]+")


def read_document(text: str) -> Table:
    """Read the text's one mapping.

    Raises MeetingFileErrors with a single problem: a file that is not YAML cannot be checked any further.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise _refuse(1, "文件超过 1 MB，不像是一份会议文件。请核对选的是不是这个文件。")
    text = text.removeprefix("\ufeff")
    if bad := _control_character(text):
        raise _refuse(*bad)
    try:
        root = _Composer(text).compose(_checked(yaml.parse(text, Loader=yaml.SafeLoader)))
    except yaml.MarkedYAMLError as e:
        raise _refuse(*_explain(e, text)) from None
    except yaml.YAMLError:
        raise _refuse(1, "文件里有不能识别的字符，请另存为 UTF-8 编码的纯文本后再导入。") from None
    if root is None:
        raise _refuse(1, "文件是空的。请照说明写好会议名称、票类和述法对象后再导入。")
    if not isinstance(root, Table):
        raise _refuse(root.line, "文件最外层应当是“键: 值”，例如 title: 会议名称（冒号用半角，后面空一格）。")
    return root


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _refuse(line: int, message: str) -> MeetingFileErrors:
    return MeetingFileErrors([Problem(line, "", message)])


def _control_character(text: str) -> tuple[int, str] | None:
    for number, line in enumerate(text.split("\n"), 1):
        for character in line.removesuffix("\r"):
            if _is_hidden(ord(character)):
                return number, f"这一行有看不见的控制字符（U+{ord(character):04X}），请删去后重新输入这一行。"
    return None


def _is_hidden(point: int) -> bool:
    """Control characters, separators that break lines unseen, marks that turn the reading direction, halves of
    surrogate pairs and non-characters: nothing that belongs on a screen, and some that a database refuses."""
    return (
        (point < 32 and point != 9)
        or 127 <= point < 160
        or point in (0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)
        or 0x202A <= point <= 0x202E
        or 0x2066 <= point <= 0x2069
        or 0xD800 <= point <= 0xDFFF
    )


def _explain(e: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    for number, line in enumerate(text.split("\n"), 1):
        if found := _WIDE_COLON.match(line):
            return number, f"{found[1]} 后面用了全角冒号，请改成半角冒号并空一格，例如 {found[1]}: …"
    said = f"{e.problem or ''} {e.context or ''}"
    remedies = [remedy for sign, remedy in _HINTS.items() if sign in said]
    general = "这里的写法不合 YAML 的规则。请核对这一行和上一行的缩进、冒号、引号和括号。"
    return e.problem_mark.line + 1 if e.problem_mark else 1, (*remedies, general)[0]


def _checked(events: Iterator[Event]) -> Iterator[Event]:
    """Pass the events on, refusing what could make a small file large or deep, or hide a value from the reader."""
    depth = nodes = documents = 0
    for event in events:
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        nodes += isinstance(event, NodeEvent)
        documents += isinstance(event, DocumentStartEvent)
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            raise _refuse(_line(event), "会议文件里不能用 & 和 * 引用别处的内容，请把内容写全；文字请用引号括起来。")
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            raise _refuse(_line(event), "会议文件里不能用 ! 开头的类型标记，请删去；文字请用引号括起来。")
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            raise _refuse(_line(event), "内容太多或层次太深，不像是一份会议文件。请照说明的格式写。")
        if documents > 1:
            raise _refuse(_line(event), "一个文件只写一场会议。请把 --- 以下的内容另存为一个文件。")
        yield event


class _Composer:
    """Build the tree from the events; `text` is at hand because the events do not tell whether a colon was there."""

    def __init__(self, text: str) -> None:
        self.text = text

    def compose(self, events: Iterator[Event]) -> Node | None:
        """Read the one document; None where there is nothing."""
        root: Node | None = None
        for event in events:
            if isinstance(event, NodeEvent):
                root = self._node(event, events)
        return root

    def _node(self, event: Event, events: Iterator[Event]) -> Node:
        if isinstance(event, ScalarEvent):
            return Words(_line(event), event.value, plain=not event.style)
        if isinstance(event, SequenceStartEvent):
            members: list[Node] = []
            while not isinstance(inner := next(events), CollectionEndEvent):
                members.append(self._node(inner, events))
            return Listing(_line(event), tuple(members))
        return self._table(event, events)

    def _table(self, event: Event, events: Iterator[Event]) -> Table:
        pairs: list[tuple[Node, Node]] = []
        while not isinstance(name_event := next(events), CollectionEndEvent):
            name = self._node(name_event, events)
            value_event = next(events)
            value = self._node(value_event, events)
            last = pairs[-1][1] if pairs else None
            if self._goes_on(last, name_event, value_event) and isinstance(last, Words) and isinstance(name, Words):
                pairs[-1] = (pairs[-1][0], Words(last.line, f"{last.text},{name.text}", plain=True))
            else:
                pairs.append((name, value))
        return Table(_line(event), tuple(pairs))

    def _goes_on(self, last: Node | None, name: Event, value: Event) -> bool:
        """Say whether a "key" is the rest of the words before it: ``{help: 亲自部署,亲自督办}`` means one sentence,
        but to YAML the comma ends the value inside braces, and a key without colon and value begins."""
        if not (isinstance(last, Words) and last.plain and isinstance(name, ScalarEvent) and not name.style):
            return False
        if name.end_mark is None or value.start_mark is None or _WORD.fullmatch(name.value):
            return False
        return ":" not in self.text[name.end_mark.index : value.start_mark.index]
