"""The shapes of what is voted on, how many have, and what came out of it (CONTRACT.md 6)."""

from __future__ import annotations

from typing import Literal

from app.wire.shape import Decimal, Shape


class RoundSubject(Shape):
    subject_id: str
    form: str


class Round(Shape):
    id: str
    audience: Literal["seats", "viewers"]
    state: Literal["open", "closed", "revealed", "void"]
    ends_at: int | None
    closes_at: int | None
    left_ms: int | None
    revealed_to: Literal["staff", "seats", "all"] | None
    subjects: list[RoundSubject]


class HostRound(Round):
    closed_at: int | None


class FormItem(Shape):
    key: str
    name: str
    help: str
    weight: int
    overall: bool


class Grade(Shape):
    key: str
    name: str
    value: int | None


class Form(Shape):
    title: str
    items: list[FormItem]
    grades: list[Grade]


class Rounds(Shape):
    rounds: list[Round]
    forms: dict[str, Form]
    left_out: dict[str, int]


class HostRounds(Shape):
    rounds: list[HostRound]
    forms: dict[str, Form]
    left_out: dict[str, int]


class CategoryTurnout(Shape):
    category: str
    cast: int
    present: int


class Turnout(Shape):
    round_id: str
    subject_id: str
    cast: int
    present: int
    categories: list[CategoryTurnout]


class Rates(Shape):
    base: int
    excellent: Decimal | None
    good_or_better: Decimal | None


class ItemScore(Shape):
    key: str
    name: str
    score: Decimal | None


class Group(Shape):
    categories: list[str]
    cast: int
    score: Decimal | None


class Result(Shape):
    round_id: str
    subject_id: str
    state: Literal["revealed"]
    audience: Literal["seats", "viewers"]
    cast: int
    abstained: int
    present: int
    quorum_met: bool
    score: Decimal | None
    rates: Rates
    overall: dict[str, int]
    items: list[ItemScore]
    groups: list[Group]
    rank: int | None
    withheld: bool = False
