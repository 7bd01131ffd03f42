"""What is wrong with a meeting file, with the line and the remedy."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: `line` counts from 1, `path` is like ``categories[0].weight``, `message` is for people."""

    line: int
    path: str
    message: str


class MeetingFileErrors(Exception):
    """Refuse a meeting file; `problems` are in the order of the file and never empty."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__(f"{len(problems)} problems in the meeting file")


@dataclass(slots=True)
class Problems:
    """Collect problems while the rest of the file is still being read."""

    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, path: str, message: str) -> None:
        """Note a problem; reading goes on with a stand-in value, since nothing is imported anyway."""
        self.found.append(Problem(line, path, message))

    def raise_any(self) -> None:
        """Refuse the file if anything was noted."""
        if self.found:
            raise MeetingFileErrors(self.found)
