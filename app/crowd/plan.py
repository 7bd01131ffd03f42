"""Who of the crowd sits where: handed by the command line to the processes that play, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

UNPLAYED_ROLES = ("reporter",)
"""The reporters' phones are left to whoever tries the meeting."""


@dataclass(frozen=True, slots=True)
class FreeSeat:
    """A seat that may be played: its slip's token, and the device of an earlier crowd that holds it already."""

    seat_id: str
    token: str
    category: str
    category_name: str
    role: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One delegate to be played; `number` counts within the category, `rank` over all `ranks` of the crowd."""

    token: str
    device: str
    label: str
    rank: int
    ranks: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole crowd; `pace` 2 is twice as fast as people are."""

    url: str
    pace: float
    parts: tuple[Part, ...]

    def to_json(self) -> str:
        """Write it for the playing processes."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """Read what `to_json` wrote."""
        raw = json.loads(text)
        return cls(raw["url"], raw["pace"], tuple(Part(**part) for part in raw["parts"]))


def choose(seats: Sequence[FreeSeat], wanted: int) -> list[FreeSeat]:
    """Choose seats for the crowd, one of each category in turn, so that all kinds of people are there.

    Seats that an earlier crowd holds come first. One free seat of each category is left for whoever tries the meeting
    with a phone of their own, and reporters are not played.
    """
    by_category: dict[str, list[FreeSeat]] = {}
    for seat in sorted(seats, key=lambda seat: not seat.device):
        if seat.role not in UNPLAYED_ROLES:
            by_category.setdefault(seat.category, []).append(seat)
    queues = [queue if queue[-1].device or len(queue) == 1 else queue[:-1] for queue in by_category.values()]
    chosen: list[FreeSeat] = []
    while len(chosen) < wanted and any(queues):
        for queue in queues:
            if queue and len(chosen) < wanted:
                chosen.append(queue.pop(0))
    return chosen


def labels(seats: Sequence[FreeSeat]) -> list[str]:
    """Name the played delegates for the running lines: 党代表 01, 党代表 02, ..."""
    counts: dict[str, int] = {}
    names = []
    for seat in seats:
        counts[seat.category] = counts.get(seat.category, 0) + 1
        names.append(f"{seat.category_name} {counts[seat.category]:02d}")
    return names
