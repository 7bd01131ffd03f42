"""Reading one mapping of a meeting file, key by key, with all that is wrong noted and not raised."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from app.meeting_file.problems import Problems
from app.meeting_file.tree import Listing, Node, Table, Words

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_TRUE, _FALSE = ("true", "yes", "on", "是"), ("false", "no", "off", "否")


class Entry:
    """One mapping of the file. `labels` are its keys, each with its Chinese name; any other key is a problem.

    A value that is missing or wrong is noted in `problems` and a stand-in of the right type is returned.
    """

    def __init__(self, node: Node, path: str, labels: Mapping[str, str], problems: Problems) -> None:
        self.path, self.labels, self.problems = path, labels, problems
        self.line = node.line
        self._values: dict[str, tuple[int, Node]] = {}
        self.readable = isinstance(node, Table)
        if isinstance(node, Table):
            self._collect(node)
        else:
            problems.add(self.line, path, f"这里应当写成“键: 值”，可用的键有：{'、'.join(labels)}。")

    def _collect(self, table: Table) -> None:
        for name, value in table.pairs:
            line = name.line
            key = name.text if isinstance(name, Words) else ""
            if key not in self.labels:
                self.problems.add(line, self._at(key[:40]), self._unknown(key))
            elif key in self._values:
                first = self._values[key][0]
                self.problems.add(line, self._at(key), f"{self._name(key)}写了两次（第 {first} 行已有），请只留一个。")
            else:
                self._values[key] = (line, value)

    def _unknown(self, key: str) -> str:
        colon = "冒号要用半角并空一格。" if "：" in key else ""
        named = [k for k, label in self.labels.items() if label in key]
        close = named or get_close_matches(key, self.labels, n=1, cutoff=0.6)
        if close:
            return f"没有“{key[:40]}”这个键，是不是想写 {close[0]}？{colon}"
        return f"没有“{key[:40]}”这个键。{colon}这里可用的键有：{'、'.join(self.labels)}。"

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _name(self, key: str) -> str:
        return f"{self.labels[key]} {key} "  # a blank stands between Latin letters and Chinese

    def line_of(self, key: str) -> int:
        """Say where a key stands, or where its mapping begins if it is left out."""
        return self._values[key][0] if key in self._values else self.line

    def has(self, key: str) -> bool:
        """Say whether a key is there with a value; ``key:`` alone and null are as good as left out."""
        node = self._values[key][1] if key in self._values else None
        return node is not None and not (isinstance(node, Words) and node.is_null)

    def is_left_out(self, key: str) -> bool:
        """Say whether a key is not written at all; ``key: null`` is written."""
        return key not in self._values

    def refuse(self, key: str, message: str) -> None:
        """Note a problem of a key's value."""
        self.problems.add(self.line_of(key), self._at(key), message)

    def node(self, key: str, required: bool = False) -> Node | None:
        """Get the raw value of a key; a required one that is missing is noted."""
        if self.has(key):
            return self._values[key][1]
        if required:
            self.refuse(key, f"缺少{self.labels[key]} {key}，请加上“{key}: …”。")
        return None

    def text(self, key: str, limit: int, required: bool = True) -> str:
        """Read words on one line, at most `limit` characters; numbers and dates count as words."""
        node = self.node(key, required)
        if node is None:
            return ""
        if not isinstance(node, Words):
            self.refuse(key, f"{self._name(key)}应当是一行文字。")
            return ""
        value = " ".join(node.text.split())
        if not value:
            self.refuse(key, f"{self._name(key)}是空的，请填写。")
        elif len(value) > limit:
            self.refuse(key, f"{self._name(key)}有 {len(value)} 个字，最多 {limit} 个字，请写短一些。")
        return value

    def key(self, key: str = "key") -> str:
        """Read a short name that other places of the file refer to."""
        value = self.text(key, 200)
        if value and not _KEY.fullmatch(value):
            self.refuse(key, f"{self._name(key)}只能用字母、数字、下划线和短横线，字母或数字开头，最多 40 个字符。")
            return ""
        return value

    def whole(self, key: str, low: int, high: int, required: bool = False) -> int | None:
        """Read a whole number from `low` to `high`; None where it is left out or wrong."""
        node = self.node(key, required)
        if node is None:
            return None
        value = number(node)
        if value is None:
            self.refuse(key, f"{self._name(key)}应当是整数，从 {low} 到 {high}，不加引号。")
        elif not low <= value <= high:
            self.refuse(key, f"{self._name(key)}是 {value}，应当从 {low} 到 {high}。")
        else:
            return value
        return None

    def choice(self, key: str, options: Collection[str], default: str | None = None) -> str:
        """Read one of the named options; without a `default` it must be there. "" where it is wrong."""
        node = self.node(key, default is None)
        if node is None:
            return default or ""
        value = node.text.strip() if isinstance(node, Words) else ""
        if value in options:
            return str(value)
        self.refuse(key, wrong_option(self._name(key), value, options))
        return ""

    def flag(self, key: str) -> bool:
        """Read true or false; false where it is left out."""
        node = self.node(key)
        value = node.text.strip().lower() if isinstance(node, Words) else None
        if node is not None and value not in (*_TRUE, *_FALSE):
            self.refuse(key, f"{self._name(key)}应当是 true 或 false。")
        return value in _TRUE

    def nodes(self, key: str, required: bool = False, example: str = "…") -> list[tuple[Node, str]]:
        """Get the members of a list with their paths; a required list must not be empty."""
        node = self.node(key, required)
        if node is None:
            return []
        if not isinstance(node, Listing):
            self.refuse(key, f"{self._name(key)}应当是一个列表，例如 {key}: [{example}]。")
            return []
        if not node.members:
            self.refuse(key, f"{self._name(key)}是空的，请至少写一项，或者删去这个键。")
        return [(child, f"{self._at(key)}[{n}]") for n, child in enumerate(node.members)]

    def words(self, key: str, limit: int, required: bool = False) -> list[tuple[str, int, str]]:
        """Read a list of words: each with its line and path; a word twice is noted and left out."""
        found: list[tuple[str, int, str]] = []
        for node, path in self.nodes(key, required):
            value = " ".join(node.text.split()) if isinstance(node, Words) else ""
            if not value or len(value) > limit:
                self.problems.add(node.line, path, f"{self._name(key)}的每一项应当是 1 到 {limit} 个字的文字。")
            elif value in [word for word, _, _ in found]:
                self.problems.add(node.line, path, f"“{value}”在{self._name(key)}里写了两次，请删去一个。")
            else:
                found.append((value, node.line, path))
        return found

    def entries(self, key: str, labels: Mapping[str, str], required: bool = False) -> Iterator[Entry]:
        """Read a list of mappings, one by one; what is not a mapping is noted and left out."""
        for node, path in self.nodes(key, required, "{…}"):
            entry = Entry(node, path, labels, self.problems)
            if entry.readable:
                yield entry


def number(node: Node) -> int | None:
    """Read a whole number as people write it; None for anything else (also quoted digits)."""
    if isinstance(node, Words) and node.plain and re.fullmatch(r"[+-]?[0-9]{1,9}", node.text):
        return int(node.text)
    return None


def wrong_option(name: str, value: str, options: Collection[str]) -> str:
    """Say what may stand here instead, the nearest first."""
    close = get_close_matches(value, options, n=1, cutoff=0.6)
    guess = f"是不是想写 {close[0]}？" if close else ""
    return f"{name}不能是“{value[:40]}”。{guess}可以写：{'、'.join(options)}。"
