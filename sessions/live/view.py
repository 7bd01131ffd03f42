"""What each audience sees: the one allow-list of sections, and how a view is read.

A view is a pure function of the database: no clock, no process memory (DESIGN.md 5).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy.orm import Session

from sessions.live.audience import Audience
from sessions.live.hall import Hall, Links
from sessions.live.sections import comments, course, people, questions, rounds, wall
from sessions.live.sections.me import Me, me

Builder = Callable[[Hall, Audience], Any]
View = dict[str, Any]

H, O, S, P, V = Audience.HOST, Audience.OBSERVERS, Audience.SEATS, Audience.SCREEN, Audience.VIEWERS  # noqa: E741

SECTIONS: dict[str, tuple[frozenset[Audience], Builder]] = {
    "meeting": (frozenset({H, O, S, P, V}), course.meeting),
    "agenda": (frozenset({H, O, S, P, V}), course.agenda),
    "stage": (frozenset({H, O, S, P, V}), course.stage),
    "presence": (frozenset({H, O, P}), people.presence),
    "questions": (frozenset({H, O, S, P, V}), questions.questions),
    "rounds": (frozenset({H, O, S, P, V}), rounds.rounds),
    "turnout": (frozenset({H, O, P}), rounds.turnout),
    "results": (frozenset({H, O, S, P, V}), rounds.results),
    "comments": (frozenset({H, O, S, P, V}), comments.comments),
    "commentators": (frozenset({H}), comments.commentators),
    "notice": (frozenset({H, O, S, P, V}), wall.notice),
    "screen": (frozenset({H, P}), wall.screen),
    "seats": (frozenset({H}), people.seats),
}
"""Section name to who gets it and how it is built. A section that is not here does not exist."""


def read(
    db: Session, meeting_id: str, links: Links, audiences: Collection[Audience], seat_ids: Collection[str]
) -> tuple[int, dict[Audience, View], dict[str, Me]]:
    """Read the views of some audiences and ``me`` of some seats, all in the one snapshot of ``db``.

    Give the meeting's ``rev`` at which all of it is the truth, the views by audience, and ``me`` by seat id. Raise
    :class:`MeetingNotFound`.
    """
    hall = Hall(db, meeting_id, links)
    rev = int(hall.meeting.rev)
    views = {
        audience: {name: build(hall, audience) for name, (who, build) in SECTIONS.items() if audience in who}
        for audience in audiences
    }
    return rev, views, me(hall, seat_ids) if seat_ids else {}
