"""Section ``me``: what one seat may know of itself; sent to that seat's sockets alone.

A hall of 1,000 asks for 1,000 of them with every look, and few have changed. So what a seat has done is gathered by the
database into one text a seat, and only where the texts differ from the last look is a section built (``Me.signs``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from sessions.live.audience import Audience, Role
from sessions.live.ballots import Admission
from sessions.live.hall import AnyRow, Hall
from sessions.live.notes import Note
from sessions.live.notices import PUBLIC, UNSCORED
from sessions.live.questions import Question, Support
from sessions.live.ratings import RatingAdmission
from sessions.live.rounds import OPEN, VOID, Round
from sessions.live.seats import Seat


@dataclass(frozen=True, slots=True)
class Me:
    """A seat's ``me``. ``generation``: sockets of an older one are to be put out.

    ``signs`` are equal for two looks only if the section is: compare them before building it.
    """

    generation: int
    signs: tuple[Any, ...]
    _row: AnyRow
    _own: Own

    def view(self) -> dict[str, Any]:
        """Build the section."""
        return _one(self._row, self._own)


def me(hall: Hall, seat_ids: Collection[str]) -> dict[str, Me]:
    """Return ``me`` of these seats, all from the one snapshot of the hall."""
    own = Own(hall)
    return {
        row.id: Me(row.generation, own.signs(row), row, own) for row in hall.rows(_seats(hall)) if row.id in seat_ids
    }


def _seats(hall: Hall) -> Any:
    return select(
        Seat.id, Seat.category_id, Seat.name, Seat.subject_id, Seat.checked_in_at, Seat.generation
    ).where(Seat.meeting_id == hall.id)  # fmt: skip


class Own:
    """What seats have done, by seat id, or by the actor's key ``seat:<id>`` where viewers do it too."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.kinds = {kind.id: kind for kind in hall.categories}
        rounds = select(Round.id).where(Round.meeting_id == hall.id, Round.state != VOID)
        asked = select(Question.id).where(Question.meeting_id == hall.id)
        self.cast = self._joined(
            Admission.key, Admission.round_id + " " + Admission.subject_id, Admission.round_id.in_(rounds)
        )
        self.rated = self._joined(
            RatingAdmission.key, RatingAdmission.question_id, RatingAdmission.question_id.in_(asked)
        )
        self.supports = self._joined(Support.actor, Support.question_id, Support.question_id.in_(asked))

    def _joined(self, key: Any, what: Any, where: Any) -> dict[str, str]:
        """Return by key all that it did, as one text with commas."""
        query = select(key, func.aggregate_strings(what, ",")).where(where).group_by(key)
        return dict(tuple(row) for row in self.hall.rows(query))

    @cached_property
    def questions(self) -> dict[str, list[AnyRow]]:
        """Return the questions by asker."""
        return _by(self.hall.questions, "asker")

    @cached_property
    def comments(self) -> dict[str, list[AnyRow]]:
        """Return the comments by seat."""
        return _by(self.hall.comments, "seat_id")

    @cached_property
    def notes(self) -> dict[str, list[AnyRow]]:
        """Return the notes by seat."""
        rows = self.hall.rows(select(Note.__table__).where(Note.meeting_id == self.hall.id).order_by(Note.at, Note.id))
        return _by(rows, "seat_id")

    def signs(self, row: AnyRow) -> tuple[Any, ...]:
        """Return all that a seat's section is made of, as cheaply as can be."""
        actor = f"seat:{row.id}"
        return (
            row.checked_in_at,
            self.cast.get(row.id),
            self.rated.get(row.id),
            self.supports.get(actor),
            self.questions.get(actor),
            self.comments.get(row.id),
            self.notes.get(row.id),
            self.notice(row.id),
        )

    def notice(self, seat_id: str) -> dict[str, Any] | None:
        """Return the standing notice if it means this seat alone, with whether it was acknowledged."""
        row = self.hall.notice
        if row is None or row.to in PUBLIC or seat_id not in self.hall.notice_seats:
            return None
        if row.to == UNSCORED and not self._has_yet_to_score(row, seat_id):
            return None
        return {"id": row.id, "text": row.text, "at": row.at, "acked": self.hall.notice_seats[seat_id]}

    def _has_yet_to_score(self, notice: AnyRow, seat_id: str) -> bool:
        """Return whether a round that the reminder was about still waits for this seat."""
        done = set(_parts(self.cast.get(seat_id)))
        return any(
            f"{paper.round_id} {paper.subject_id}" not in done
            for found in self.hall.rounds
            if found.state == OPEN and found.audience == Audience.SEATS and found.opened_at <= notice.at
            for paper in self.hall.papers.get(found.id, [])
        )


def _by(rows: Collection[AnyRow], key: str) -> dict[str, list[AnyRow]]:
    found: dict[str, list[AnyRow]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return dict(found)


def _parts(joined: str | None) -> list[str]:
    return sorted(joined.split(",")) if joined else []


def _one(row: AnyRow, own: Own) -> dict[str, Any]:
    actor, kind = f"seat:{row.id}", own.kinds[row.category_id]
    return {
        "seat_id": row.id,
        "category": kind.key,
        "role": kind.role,
        "name": row.name,
        "subject_id": row.subject_id if kind.role == Role.REPORTER else None,
        "rights": kind.rights,
        "checked_in": row.checked_in_at is not None,
        "cast": [pair.split(" ") for pair in _parts(own.cast.get(row.id))],
        "rated": _parts(own.rated.get(row.id)),
        "supports": _parts(own.supports.get(actor)),
        "questions": [_question(question) for question in own.questions.get(actor, ())],
        "comments": [_comment(comment) for comment in own.comments.get(row.id, ())],
        "notes": [
            {"id": note.id, "subject_id": note.subject_id, "text": note.text, "at": note.at}
            for note in own.notes.get(row.id, ())
        ],
        "notice": own.notice(row.id),
        "left_out": {},
    }


def _question(row: AnyRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "subject_id": row.subject_id,
        "text": row.text,
        "at": row.at,
        "follows": row.follows,
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
