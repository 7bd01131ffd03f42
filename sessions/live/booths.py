"""What a batch of casts must know of the rounds it is for, read once a batch: a round as a polling booth."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, Text, cast, select

from sessions.live.meetings import Form, Meeting
from sessions.live.rounds import OPEN, VOID, Round, RoundSubject


@dataclass(frozen=True, slots=True)
class Sheet:
    """The keys of a form that a ballot must fill and may use."""

    items: frozenset[str]
    grades: frozenset[str]


@dataclass(frozen=True, slots=True)
class Booth:
    """A round as the ballot path sees it. ``forms``: subject id to the form it is scored on."""

    meeting_id: str
    audience: str
    open: bool
    void: bool
    paused: bool
    closes_at: int | None
    forms: dict[str, Sheet]

    def takes(self, now: int) -> bool:
        """Return whether a ballot that arrives now counts: a late closer does not lengthen the deadline."""
        return self.open and (self.closes_at is None or now <= self.closes_at)


def booths(link: Connection, round_ids: Collection[str]) -> dict[str, Booth]:
    """Return the booths of these rounds, by round id; unknown ids are left out."""
    rows = link.execute(
        select(Round.id, Round.meeting_id, Round.audience, Round.state, Round.closes_at, Meeting.paused)
        .join(Meeting, Meeting.id == Round.meeting_id)
        .where(Round.id.in_(round_ids))
        .order_by(Round.id)
        # no close may come between this look and the insert (one process on SQLite writes alone anyhow)
        .with_for_update(read=True, of=Round)
    ).all()
    sheets = _sheets(link, {row.id for row in rows})
    return {
        row.id: Booth(
            meeting_id=row.meeting_id,
            audience=row.audience,
            open=row.state == OPEN,
            void=row.state == VOID,
            paused=row.paused,
            closes_at=row.closes_at,
            forms=sheets[row.id],
        )
        for row in rows
    }


def _sheets(link: Connection, round_ids: Collection[str]) -> dict[str, dict[str, Sheet]]:
    rows = link.execute(
        select(
            RoundSubject.round_id,
            RoundSubject.subject_id,
            cast(Form.items, Text).label("items"),
            cast(Form.grades, Text).label("grades"),
        )
        .join(Round, Round.id == RoundSubject.round_id)
        .join(Form, (Form.meeting_id == Round.meeting_id) & (Form.key == RoundSubject.form_key))
        .where(RoundSubject.round_id.in_(round_ids))
    )
    sheets: dict[str, dict[str, Sheet]] = {round_id: {} for round_id in round_ids}
    for row in rows:
        sheets[row.round_id][row.subject_id] = _sheet(row.items, row.grades)
    return sheets


@lru_cache(maxsize=256)
def _sheet(items: str, grades: str) -> Sheet:
    """Read a form's JSON once, not with every batch: of a batch's fixed cost it was the most."""
    return Sheet(*(frozenset(entry["key"] for entry in json.loads(part)) for part in (items, grades)))
