"""What the played delegates say: questions and comments by kind of subject, read from lines.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

PARTS = ("strengths", "problems", "advice")


@cache
def _lines() -> dict[str, Any]:
    text = Path(__file__).with_name("lines.yaml").read_text("utf-8")
    lines: dict[str, Any] = yaml.safe_load(text)
    return lines


def questions(kind: str) -> list[str]:
    """Get what a delegate may ask a subject of this kind, the questions made for the kind first."""
    by_kind = _lines()["questions"]
    return [*by_kind.get(kind, ()), *by_kind["any"]]


def follow_ups() -> list[str]:
    """Get what may be asked back after an answer."""
    return list(_lines()["questions"]["follow_ups"])


def comments(kind: str) -> list[dict[str, str]]:
    """Get comments on a subject of this kind: strengths, problems and advice each."""
    by_kind = _lines()["comments"]
    return [dict(comment) for comment in (*by_kind.get(kind, ()), *by_kind["any"])]


def remark(random: Random) -> str:
    """Draw a sentence for the ballot."""
    return str(random.choice(_lines()["remarks"]))


def note(random: Random) -> str:
    """Draw a note of an observer."""
    return str(random.choice(_lines()["notes"]))
