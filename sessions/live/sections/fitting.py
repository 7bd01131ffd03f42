"""Sections for phones stay under 8 KB (DESIGN.md 5): what goes to a thousand of them at once must be small.

Of lists that are longer the foremost stand in the section, as many as fit, and ``left_out`` says how many do not, by
section; the whole is kept beside it and given to whoever asks (``section.get``). Pure: a view in, a view out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

PHONES_BYTES = 8_000
"""8 KB encoded, with room for the section's name."""

View = dict[str, Any]
Foremost = Callable[[int, Any], Any]
"""A place in a list and what stands there, to what it is sorted by when room is short."""


def size(value: Any) -> int:
    """Return how many bytes a value takes, encoded as the sockets do."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def foremost(rows: Sequence[Any], by: Foremost, room: int, most: int | None = None) -> list[Any]:
    """Return those rows, in their order, that fit into ``room`` bytes, the foremost first; one too long is left."""
    kept: set[int] = set()
    for place in sorted(range(len(rows)), key=lambda place: by(place, rows[place])):
        needed = size(rows[place]) + 1
        if needed <= room and (most is None or len(kept) < most):
            room -= needed
            kept.add(place)
    return [row for place, row in enumerate(rows) if place in kept]


def fit(view: View) -> View:
    """Return a phone's view with every section small enough; the same section object where it is.

    First stands what belongs to the subjects of now, then the newest.
    """
    here = _here(view)
    cut = dict(view)
    cut["meeting"] = _within(view["meeting"], "subjects", lambda place, row: (row["id"] not in here, place))
    cut["agenda"] = _list(view["agenda"], _nearest(view))
    for name in ("results", "comments"):
        cut[name] = _list(view[name], lambda place, row: (row["subject_id"] not in here, -place))
    left_out = {
        "meeting": len(view["meeting"]["subjects"]) - len(cut["meeting"]["subjects"]),
        **{name: len(view[name]) - len(cut[name]) for name in ("agenda", "results", "comments")},
    }
    cut["rounds"] = _rounds(view["rounds"], here, {name: count for name, count in left_out.items() if count})
    return cut


def fit_me(mine: View) -> View:
    """Return a seat's ``me`` small enough: what became of its newest questions first, then notes and comments."""
    if size(mine) <= PHONES_BYTES:
        return mine
    cut = mine | {"questions": [], "notes": [], "comments": [], "left_out": {}}
    room = PHONES_BYTES - size(cut) - 60
    for name in ("questions", "notes", "comments"):
        cut[name] = foremost(mine[name], lambda place, _: -place, room)
        room -= size(cut[name])
        missing = len(mine[name]) - len(cut[name])
        if missing:
            cut["left_out"][name] = missing
    return cut


def _here(view: View) -> set[str]:
    """Return the subjects of the item that is on."""
    at = view["stage"]["item_id"]
    return {subject for item in view["agenda"] if item["item_id"] == at for subject in item["subject_ids"]}


def _nearest(view: View) -> Foremost:
    """Order agenda items by how near they are to where the meeting stands."""
    at = view["stage"]["item_id"]
    here = next((place for place, item in enumerate(view["agenda"]) if item["item_id"] == at), 0)
    return lambda place, _: abs(place - here)


def _list(rows: list[Any], by: Foremost) -> list[Any]:
    return rows if size(rows) <= PHONES_BYTES else foremost(rows, by, PHONES_BYTES - 2)


def _within(section: View, name: str, by: Foremost) -> View:
    """Return a section with the list in it cut."""
    if size(section) <= PHONES_BYTES:
        return section
    return section | {name: foremost(section[name], by, PHONES_BYTES - size(section | {name: []}))}


def _rounds(section: View, here: set[str], left_out: dict[str, int]) -> View:
    """Cut ``rounds``: what is open with its forms, then the rounds of now, then the newest; void ones last."""
    whole = section | {"left_out": left_out}
    if size(whole) <= PHONES_BYTES:
        return whole if left_out else section
    wanted = {paper["form"] for row in section["rounds"] if row["state"] == "open" for paper in row["subjects"]}
    rows: list[Any] = [*section["rounds"], *section["forms"].items()]

    def by(place: int, row: Any) -> tuple[Any, ...]:
        if isinstance(row, tuple):
            return (1 if row[0] in wanted else 3, place)
        known = any(paper["subject_id"] in here for paper in row["subjects"])
        return (0 if row["state"] == "open" else 2, row["state"] == "void", not known, -place)

    room = PHONES_BYTES - size({"rounds": [], "forms": {}, "left_out": left_out | {"rounds": 1000}})
    kept = foremost(rows, by, room)
    return {
        "rounds": [row for row in kept if not isinstance(row, tuple)],
        "forms": dict(row for row in kept if isinstance(row, tuple)),
        "left_out": left_out | ({"rounds": len(rows) - len(kept)} if len(kept) < len(rows) else {}),
    }
