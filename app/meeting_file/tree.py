"""What a meeting file is made of once YAML's marks are gone: words, lists and mappings, each with its line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A single value as it is written; `plain` = without quotes. YAML's own ideas of ``no``, ``08`` or a date are not
    applied: each reader says what it expects."""

    line: int
    text: str
    plain: bool

    @property
    def is_null(self) -> bool:
        """Whether it stands for nothing, as ``key:`` alone does; quoted words never do."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list and its members."""

    line: int
    members: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping as it is written, keys that stand twice included."""

    line: int
    pairs: tuple[tuple[Node, Node], ...]


Node = Words | Listing | Table
