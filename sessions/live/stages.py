"""The stage machine, pure: (agenda, place, move) to a place, or a named refusal.

Order within a subject's item: reporting, inquiry, commentary, appraisal (seed 7: 质询 + 点评 + 测评 follow the report).
An item may leave stages out. A 集中测评 item has the one stage appraisal, every other kind ``main``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sessions.errors import ItemNotFound, StageMismatch

REPORTING, INQUIRY, COMMENTARY, APPRAISAL, MAIN = "reporting", "inquiry", "commentary", "appraisal", "main"
SUBJECT_STAGES = (REPORTING, INQUIRY, COMMENTARY, APPRAISAL)
ITEM_KINDS = (
    "opening", "rectification", "subject", "appraisal", "announcement", "address", "training", "break", "closing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """What the machine needs of an agenda item: its id and its stages, in order."""

    id: str
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the meeting is; before the start and after the close nowhere (both None)."""

    item_id: str | None = None
    stage: str | None = None


def stages_of(kind: str, wanted: Sequence[str] | None = None) -> tuple[str, ...]:
    """Return the stages of an item of a kind; ``wanted`` narrows those of a subject's item, keeping their order."""
    if kind == "subject":
        return tuple(stage for stage in SUBJECT_STAGES if wanted is None or stage in wanted)
    return (APPRAISAL,) if kind == "appraisal" else (MAIN,)


def first(items: Sequence[Item]) -> Place:
    """Return the place where a meeting begins."""
    return Place(items[0].id, items[0].stages[0])


def following(items: Sequence[Item], here: Place) -> Place:
    """Return the next stage of the item, else the first of the next item. Raise :class:`StageMismatch` at the end."""
    at = _index(items, here.item_id)
    stages = items[at].stages
    within = stages.index(here.stage) if here.stage in stages else len(stages) - 1
    if within + 1 < len(stages):
        return Place(items[at].id, stages[within + 1])
    if at + 1 < len(items):
        return Place(items[at + 1].id, items[at + 1].stages[0])
    raise StageMismatch("议程已到最后一个环节，下一步是结束会议。")


def chosen(items: Sequence[Item], item_id: str, stage: str) -> Place:
    """Return any place of the agenda. Raise :class:`ItemNotFound`, or :class:`StageMismatch` for a stage it lacks."""
    if stage not in items[_index(items, item_id)].stages:
        raise StageMismatch("这个议程没有这个环节，请从议程里选择。")
    return Place(item_id, stage)


def expect(here: Place, item_id: str | None, stage: str | None) -> None:
    """Refuse a move of a console that has not seen where the meeting is. Raise :class:`StageMismatch`."""
    if (here.item_id, here.stage) != (item_id, stage):
        raise StageMismatch("另一台主持台已经换了环节，请看现在的环节后再操作。")


def gone_past(items: Sequence[Item], done: frozenset[str], here: Place, there: Place) -> frozenset[str]:
    """Return the items done after a move: the one left behind by going on, without the one that is entered.

    An item of several stages that is left from its last one is done whatever comes: who was drawn forward has been
    heard when the meeting goes back to who was put off.
    """
    if here.item_id is None or here.item_id == there.item_id:
        return done - {there.item_id or ""}
    at = _index(items, here.item_id)
    heard = len(items[at].stages) > 1 and here.stage == items[at].stages[-1]
    onward = _index(items, there.item_id) > at
    return (done | {here.item_id} if onward or heard else done) - {there.item_id or ""}


def _index(items: Sequence[Item], item_id: str | None) -> int:
    for at, item in enumerate(items):
        if item.id == item_id:
            return at
    raise ItemNotFound
