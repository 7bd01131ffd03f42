"""An SQLite file as whoever copies the disk reads it: page by page, cell by cell, free pages included."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

LEAF, INTERIOR = 0x0A, 0x02
"""Kinds of page of a table without row ids."""


class Pages:
    """The pages of a database file; the first is number 1."""

    def __init__(self, path: Path) -> None:
        self._bytes = path.read_bytes()
        self.size = struct.unpack(">H", self._bytes[16:18])[0]
        self.count = len(self._bytes) // self.size
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as db:
            self._roots = dict(db.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))

    def __getitem__(self, number: int) -> bytes:
        return self._bytes[(number - 1) * self.size : number * self.size]

    def holding(self, word: str) -> list[int]:
        """Return the pages that hold a word, once for each time."""
        return [number for number in range(1, self.count + 1) for _ in range(self[number].count(word.encode()))]

    def leaves(self, table: str) -> list[int]:
        """Return a table's leaf pages in the order of its keys."""
        return self._leaves(self._roots[table])

    def _leaves(self, number: int) -> list[int]:
        page = self[number]
        if page[0] == LEAF:
            return [number]
        assert page[0] == INTERIOR, page[0]
        children = [struct.unpack(">I", page[at : at + 4])[0] for at in self._cells(number, header=12)]
        children.append(struct.unpack(">I", page[8:12])[0])
        return [leaf for child in children for leaf in self._leaves(child)]

    def _cells(self, number: int, header: int = 8) -> list[int]:
        page = self[number]
        count = struct.unpack(">H", page[3:5])[0]
        return [struct.unpack(">H", page[at : at + 2])[0] for at in range(header, header + 2 * count, 2)]

    def places(self, table: str) -> list[list[int]]:
        """Return for each leaf page where its cells lie, by their keys: falling where they came in that order."""
        return [self._cells(number) for number in self.leaves(table)]

    def free(self) -> list[bytes]:
        """Return what the free pages hold, but for the numbers of pages in the list of them."""
        trunk = struct.unpack(">I", self._bytes[32:36])[0]
        held = []
        while trunk:
            page = self[trunk]
            numbers = struct.unpack(f">{self.size // 4}I", page)
            held.append(b"".join(struct.pack(">I", number) for number in numbers if number > self.count))
            held += [self[number] for number in numbers[2 : 2 + numbers[1]]]
            trunk = numbers[0]
        return held
