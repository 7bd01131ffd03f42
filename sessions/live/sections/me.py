"""Section ``me``: what one seat may know of itself; sent to that seat's sockets alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from sessions.live.audience import Role
from sessions.live.ballots import Admission
from sessions.live.hall import AnyRow, Hall
from sessions.live.notes import Note
from sessions.live.notices import PUBLIC
from sessions.live.questions import Question, Support
from sessions.live.ratings import RatingAdmission
from sessions.live.rounds import Round
from sessions.live.seats import Seat


@dataclass(frozen=True, slots=True)
class Me:
    """A seat's ``me`` (``view``), and its ``generation``: sockets of an older one are to be put out."""

    generation: int
    view: dict[str, Any]


def me(hall: Hall, seat_ids: Collection[str]) -> dict[str, Me]:
    """Build ``me`` of these seats at once: a hall of 1,000 costs a handful of queries, not a thousand."""
    kinds = {kind.id: kind for kind in hall.categories}
    seats = [row for row in hall.rows(_seats(hall)) if row.id in seat_ids]
    own = _Own(hall)
    return {row.id: Me(row.generation, _one(hall, row, kinds[row.category_id], own)) for row in seats}


def _seats(hall: Hall) -> Any:
    return select(Seat.id, Seat.category_id, Seat.name, Seat.subject_id, Seat.checked_in_at, Seat.generation).where(
        Seat.meeting_id == hall.id
    )


class _Own:
    """What seats have done, by seat or by the actor's key ``seat:<id>``."""

    def __init__(self, hall: Hall) -> None:
        self.cast: dict[str, list[list[str]]] = defaultdict(list)
        of_meeting = select(Round.id).where(Round.meeting_id == hall.id)
        for row in hall.rows(
            select(Admission.key, Admission.round_id, Admission.subject_id).where(Admission.round_id.in_(of_meeting))
        ):
            self.cast[row.key].append([row.round_id, row.subject_id])
        of_meeting = select(Question.id).where(Question.meeting_id == hall.id)
        self.rated: dict[str, list[str]] = defaultdict(list)
        for row in hall.rows(select(RatingAdmission.__table__).where(RatingAdmission.question_id.in_(of_meeting))):
            self.rated[row.key].append(row.question_id)
        self.supports: dict[str, list[str]] = defaultdict(list)
        for row in hall.rows(select(Support.__table__).where(Support.question_id.in_(of_meeting))):
            self.supports[row.actor].append(row.question_id)
        self.questions: dict[str, list[AnyRow]] = defaultdict(list)
        for row in hall.questions:
            self.questions[row.asker].append(row)
        self.comments: dict[str, list[AnyRow]] = defaultdict(list)
        for row in hall.comments:
            self.comments[row.seat_id].append(row)
        self.notes: dict[str, list[AnyRow]] = defaultdict(list)
        for row in hall.rows(select(Note.__table__).where(Note.meeting_id == hall.id).order_by(Note.at, Note.id)):
            self.notes[row.seat_id].append(row)


def _one(hall: Hall, row: AnyRow, kind: AnyRow, own: _Own) -> dict[str, Any]:
    actor = f"seat:{row.id}"
    return {
        "seat_id": row.id,
        "category": kind.key,
        "role": kind.role,
        "name": row.name,
        "subject_id": row.subject_id if kind.role == Role.REPORTER else None,
        "rights": kind.rights,
        "checked_in": row.checked_in_at is not None,
        "cast": sorted(own.cast.get(row.id, ())),
        "rated": sorted(own.rated.get(row.id, ())),
        "supports": sorted(own.supports.get(actor, ())),
        "questions": [_question(question) for question in own.questions.get(actor, ())],
        "comments": [_comment(comment) for comment in own.comments.get(row.id, ())],
        "notes": [
            {"id": note.id, "subject_id": note.subject_id, "text": note.text, "at": note.at}
            for note in own.notes.get(row.id, ())
        ],
        "notice": _notice(hall, row.id),
    }


def _question(row: AnyRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "subject_id": row.subject_id,
        "text": row.text,
        "at": row.at,
        "state": row.state,
        "reason": row.reason,
        "answer": row.answer,
    }


def _comment(row: AnyRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "subject_id": row.subject_id,
        "strengths": row.strengths,
        "problems": row.problems,
        "advice": row.advice,
    }


def _notice(hall: Hall, seat_id: str) -> dict[str, Any] | None:
    row = hall.notice
    if row is None or row.to in PUBLIC or seat_id not in hall.notice_seats:
        return None
    return {"id": row.id, "text": row.text, "at": row.at, "acked": hall.notice_seats[seat_id]}
