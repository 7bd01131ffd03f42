"""Sections ``rounds``, ``turnout`` and ``results``: what is voted on, how many have, what came out of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sessions.live import results as outcome
from sessions.live.audience import Audience, Right
from sessions.live.hall import AnyRow, Hall
from sessions.live.rounds import OPEN, VOID
from sessions.live.tally import rank


def rounds(hall: Hall, audience: Audience) -> dict[str, Any]:
    """Build ``rounds``: all rounds, and the forms of those open or whose result this audience sees."""
    forms: dict[str, Any] = {}
    for row in hall.rounds:
        seen = outcome.sees(audience, row.state, row.revealed_to)
        for paper in hall.papers.get(row.id, []):
            if row.state == OPEN:
                forms[paper.form_key] = _form(hall.forms[paper.form_key], helps=True)
            elif seen:
                forms.setdefault(paper.form_key, _form(hall.forms[paper.form_key], helps=audience is Audience.HOST))
    return {"rounds": [_round(hall, audience, row) for row in hall.rounds], "forms": forms, "left_out": {}}


def _round(hall: Hall, audience: Audience, row: AnyRow) -> dict[str, Any]:
    seen = outcome.sees(audience, row.state, row.revealed_to)
    own = {"closed_at": row.closed_at} if audience is Audience.HOST else {}
    return own | {
        "id": row.id,
        "audience": row.audience,
        "state": "revealed" if seen else row.state,
        "ends_at": row.ends_at,
        "closes_at": row.closes_at,
        "left_ms": row.left_ms,
        "revealed_to": row.revealed_to if seen else None,
        "subjects": [{"subject_id": p.subject_id, "form": p.form_key} for p in hall.papers.get(row.id, [])],
    }


def _form(form: AnyRow, *, helps: bool) -> dict[str, Any]:
    """Return a form; the helps are for who fills it in, not for who reads the result."""
    items = [
        {
            "key": item["key"],
            "name": item["name"],
            "help": item["help"] if helps else "",
            "weight": item["weight"],
            "overall": item["overall"],
        }
        for item in form.items
    ]
    grades = [{"key": grade["key"], "name": grade["name"], "value": grade["value"]} for grade in form.grades]
    return {"title": form.title, "items": items, "grades": grades}


def turnout(hall: Hall, audience: Audience) -> list[dict[str, Any]]:
    """Build ``turnout``: counts of an open round as they rise, of a closed one as the seal froze them."""
    return [
        _turnout(hall, row, paper) for row in hall.rounds if row.state != VOID for paper in hall.papers.get(row.id, [])
    ]


def _turnout(hall: Hall, row: AnyRow, paper: AnyRow) -> dict[str, Any]:
    in_urn = hall.in_urn.get((row.id, paper.subject_id), {})
    if paper.turnout is not None:
        categories = paper.turnout
    elif row.audience == Audience.VIEWERS:
        categories = []
    else:
        categories = [
            {"category": kind.key, "cast": in_urn.get(kind.key, 0), "present": hall.present(kind.id)}
            for kind in hall.categories
            if Right.SCORE in kind.rights
        ]
    return {
        "round_id": row.id,
        "subject_id": paper.subject_id,
        "cast": paper.result["cast"] if paper.result is not None else sum(in_urn.values()),
        "present": sum(entry["present"] for entry in categories),
        "categories": categories,
    }


def results(hall: Hall, audience: Audience) -> list[dict[str, Any]]:
    """Build ``results``: those revealed to this audience, ranked by the unrounded score among themselves."""
    seen = [
        (row, paper)
        for row in hall.rounds
        if outcome.sees(audience, row.state, row.revealed_to)
        for paper in hall.papers.get(row.id, [])
    ]
    ranks = {of: _ranks([(row, paper) for row, paper in seen if row.audience == of]) for of in ("seats", "viewers")}
    return [
        outcome.shape(row.id, paper.subject_id, row.audience, paper.result)
        | {"rank": ranks[row.audience][row.id, paper.subject_id]}
        for row, paper in seen
    ]


def _ranks(seen: list[tuple[AnyRow, AnyRow]]) -> dict[tuple[str, str], int | None]:
    exact = [paper.result.get("rank_by") for _, paper in seen]
    placed = rank([None if value is None else Fraction(value) for value in exact])
    return {(row.id, paper.subject_id): place for (row, paper), place in zip(seen, placed, strict=True)}
