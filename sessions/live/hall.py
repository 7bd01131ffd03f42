"""One look into a meeting: its rows, read once each in one snapshot, from which every section is built.

Rows are plain named tuples, so that nothing of the database reaches a page or a socket. Nothing here chooses what an
audience may see: the section builders do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import Session

from sessions.errors import MeetingNotFound
from sessions.live import questions
from sessions.live.agenda import AgendaItem, StageClock
from sessions.live.audit import AuditEntry
from sessions.live.ballots import Urn
from sessions.live.comments import Comment
from sessions.live.meetings import Category, Form, Meeting, Subject
from sessions.live.notices import Notice, NoticeSeat
from sessions.live.questions import Question, Support
from sessions.live.ratings import Rating
from sessions.live.rounds import Round, RoundSubject
from sessions.live.seats import Seat

AnyRow = Row[Any]


@dataclass(frozen=True, slots=True)
class Links:
    """What the screen shows of how to join: the address of ``/j``, that of open join, and the Wi-Fi's QR text."""

    join_url: str
    open_url: str
    wifi: str | None


class Hall:
    """The rows of one meeting as one snapshot has them."""

    def __init__(self, db: Session, meeting_id: str, links: Links) -> None:
        self._db = db
        self.id = meeting_id
        self.links = links

    def _all(self, table: Any, *order: Any) -> Sequence[AnyRow]:
        query = select(table.__table__).where(table.meeting_id == self.id).order_by(*order)
        return self._db.execute(query).all()

    @cached_property
    def meeting(self) -> AnyRow:
        """Return the meeting itself. Raise :class:`MeetingNotFound`."""
        row = self._db.execute(select(Meeting.__table__).where(Meeting.id == self.id)).first()
        if row is None:
            raise MeetingNotFound
        return row

    @property
    def small_group(self) -> int:
        """Return k of the small-group rule."""
        return int(self.meeting.settings["small_group"])

    @cached_property
    def categories(self) -> Sequence[AnyRow]:
        """Return the categories in order."""
        return self._all(Category, Category.position)

    @cached_property
    def subjects(self) -> Sequence[AnyRow]:
        """Return the subjects in order."""
        return self._all(Subject, Subject.position)

    @cached_property
    def forms(self) -> dict[str, AnyRow]:
        """Return the forms by key."""
        return {form.key: form for form in self._all(Form, Form.key)}

    @cached_property
    def agenda(self) -> Sequence[AnyRow]:
        """Return the agenda items in order."""
        return self._all(AgendaItem, AgendaItem.position)

    @cached_property
    def item(self) -> AnyRow | None:
        """Return the item that the meeting is at."""
        return next((item for item in self.agenda if item.id == self.meeting.item_id), None)

    @cached_property
    def clocks(self) -> dict[tuple[str, str], AnyRow]:
        """Return the stage clocks by item and stage."""
        query = (
            select(StageClock.__table__)
            .join(AgendaItem, AgendaItem.id == StageClock.item_id)
            .where(AgendaItem.meeting_id == self.id)
        )
        return {(row.item_id, row.stage): row for row in self._db.execute(query)}

    @cached_property
    def last_move(self) -> AnyRow | None:
        """Return who moved the meeting to another stage last, and when, from the audit trail."""
        moves = ("meeting.start", "agenda.next", "agenda.go")
        query = (
            select(AuditEntry.actor, AuditEntry.at)
            .where(AuditEntry.meeting_id == self.id, AuditEntry.what.in_(moves))
            .order_by(AuditEntry.id.desc())
            .limit(1)
        )
        return next(iter(self.rows(query)), None)

    @cached_property
    def crowd(self) -> dict[str, AnyRow]:
        """Return by category id: issued, bound, released, present."""
        query = (
            select(
                Seat.category_id,
                func.count().label("issued"),
                func.count(Seat.device).label("bound"),
                func.sum(Seat.releases).label("released"),
                func.count(Seat.checked_in_at).label("present"),
            )
            .where(Seat.meeting_id == self.id)
            .group_by(Seat.category_id)
        )
        return {row.category_id: row for row in self.rows(query)}

    def present(self, category_id: str) -> int:
        """Return how many seats of a category have checked in."""
        return int(self.crowd[category_id].present) if category_id in self.crowd else 0

    @cached_property
    def questions(self) -> Sequence[AnyRow]:
        """Return all questions by number."""
        return self._all(Question, Question.number)

    @cached_property
    def supports(self) -> dict[str, int]:
        """Return how many stand behind a question: 同问 to it or to what was merged into it, and who asked that."""
        target = func.coalesce(Question.into, Question.id).label("target")
        said = (
            select(target, Support.actor.label("actor"))
            .join(Support, Support.question_id == Question.id)
            .where(Question.meeting_id == self.id)
        )
        asked = select(target, Question.asker).where(
            and_(Question.meeting_id == self.id, Question.state == questions.MERGED)
        )
        both = said.union(asked).subquery()
        # who asked it does not stand behind himself, by what was merged into it
        others = both.join(Question, and_(Question.id == both.c.target, Question.asker != both.c.actor))
        query = select(both.c.target, func.count()).select_from(others).group_by(both.c.target)
        return {row[0]: row[1] for row in self._db.execute(query)}

    @cached_property
    def ratings(self) -> dict[str, dict[str, int]]:
        """Return the counts of ratings by question and grade."""
        query = (
            select(Rating.question_id, Rating.grade, func.count())
            .join(Question, Question.id == Rating.question_id)
            .where(Question.meeting_id == self.id)
            .group_by(Rating.question_id, Rating.grade)
        )
        counts: dict[str, dict[str, int]] = {}
        for question_id, grade, n in self._db.execute(query):
            counts.setdefault(question_id, {})[grade] = n
        return counts

    @cached_property
    def rounds(self) -> Sequence[AnyRow]:
        """Return the rounds in the order of opening."""
        return self._all(Round, Round.number)

    @cached_property
    def papers(self) -> dict[str, list[AnyRow]]:
        """Return the round subjects by round, in order."""
        query = (
            select(RoundSubject.__table__)
            .join(Round, Round.id == RoundSubject.round_id)
            .where(Round.meeting_id == self.id)
            .order_by(RoundSubject.position)
        )
        papers: dict[str, list[AnyRow]] = {}
        for row in self._db.execute(query):
            papers.setdefault(row.round_id, []).append(row)
        return papers

    @cached_property
    def in_urn(self) -> dict[tuple[str, str], dict[str, int]]:
        """Return how many ballots of each category lie in the urn, by round and subject: counts, never grades."""
        query = (
            select(Urn.round_id, Urn.subject_id, Urn.category, func.count())
            .join(Round, Round.id == Urn.round_id)
            .where(Round.meeting_id == self.id)
            .group_by(Urn.round_id, Urn.subject_id, Urn.category)
        )
        counts: dict[tuple[str, str], dict[str, int]] = {}
        for round_id, subject_id, category, n in self._db.execute(query):
            counts.setdefault((round_id, subject_id), {})[category] = n
        return counts

    @cached_property
    def comments(self) -> Sequence[AnyRow]:
        """Return the comments in the order in which they came first."""
        return self._all(Comment, Comment.position)

    @cached_property
    def notice(self) -> AnyRow | None:
        """Return the notice that stands."""
        query = select(Notice.__table__).where(Notice.meeting_id == self.id, Notice.standing)
        return self._db.execute(query).first()

    @cached_property
    def notice_seats(self) -> dict[str, bool]:
        """Return the seats that the standing notice has, with whether they said 收到."""
        if self.notice is None:
            return {}
        query = select(NoticeSeat.seat_id, NoticeSeat.acked).where(NoticeSeat.notice_id == self.notice.id)
        return dict(self._db.execute(query).all())

    def rows(self, query: Any) -> Sequence[AnyRow]:
        """Run another query in the same snapshot."""
        return self._db.execute(query).all()
