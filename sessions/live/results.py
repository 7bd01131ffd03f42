"""A result as people read it (CONTRACT.md 6): frozen at the seal, opened by the reveal."""

from __future__ import annotations

from typing import Any

from sessions.live.audience import Audience
from sessions.live.meetings import Form
from sessions.live.rounds import CLOSED, STAFF, TO_ALL, TO_SEATS, WIDTH
from sessions.live.tally import Rules, Tally, shown

SEES_FROM = {
    Audience.HOST: STAFF,
    Audience.OBSERVERS: TO_SEATS,
    Audience.SEATS: TO_SEATS,
    Audience.SCREEN: TO_SEATS,
    Audience.VIEWERS: TO_ALL,
}
"""From which reveal on an audience sees a result."""


def sees(audience: Audience, state: str, revealed_to: str | None) -> bool:
    """Return whether a round's result is revealed to an audience."""
    return state == CLOSED and WIDTH[revealed_to] >= WIDTH[SEES_FROM[audience]]


def frozen(result: Tally, form: Form, cast: int, abstained: int, present: int, rules: Rules) -> dict[str, Any]:
    """Return a result for keeping: all that is ever shown of it, rounded, small groups merged or left out."""
    names = {item["key"]: item["name"] for item in form.items}
    shown_result: dict[str, Any] = {
        "cast": cast,
        "abstained": abstained,
        "present": present,
        "quorum_met": rules.quorum_met(cast, present),
        "score": shown(result.score),
        "rates": {
            "base": result.rates.base,
            "excellent": shown(result.rates.excellent),
            "good_or_better": shown(result.rates.good_or_better),
        },
        "overall": result.overall,
        "items": [{"key": key, "name": names[key], "score": shown(score)} for key, score in result.items],
        "groups": [
            {"categories": list(group.categories), "cast": group.cast, "score": shown(group.score)}
            for group in result.groups
        ],
    }
    if result.withheld:
        shown_result["withheld"] = True
    else:
        shown_result["rank_by"] = None if result.score is None else str(result.score)
    return shown_result


def shape(round_id: str, subject_id: str, audience: str, result: dict[str, Any]) -> dict[str, Any]:
    """Return one entry of the section ``results``."""
    kept = {key: value for key, value in result.items() if key != "rank_by"}
    return {"round_id": round_id, "subject_id": subject_id, "state": "revealed", "audience": audience, **kept}


def counts_only(round_id: str, subject_id: str, audience: str, state: str, result: dict[str, Any]) -> dict[str, Any]:
    """Return what staff may have of a round that is not revealed: how many cast, no more."""
    counts = {key: result[key] for key in ("cast", "abstained", "present", "quorum_met")}
    return {"round_id": round_id, "subject_id": subject_id, "state": state, "audience": audience, **counts}
