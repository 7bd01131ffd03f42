"""The ballot path: from a cast to a receipt, durable, once, and with nothing that ties it to its seat (DESIGN.md 6).

Two tables that share no row identity, no order and no time: ``admission`` says *that* a key has cast, the ``urn`` says
*what* was cast. Both are keyed trees without row ids. While a round is open ballots lie in the urn; the close moves
them into ``ballot`` (seal.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, ForeignKey, String, delete, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column

from sessions import database
from sessions.errors import (
    AccessDenied,
    AccessReleased,
    BallotAlreadyCast,
    BallotIdTaken,
    BallotIncomplete,
    BallotUnknownGrade,
    BallotUnknownItem,
    DomainError,
    MeetingState,
    PayloadInvalid,
    RoundClosed,
    RoundNotFound,
    SeatNotCheckedIn,
    SubjectNotFound,
)
from sessions.live.actors import Actor
from sessions.live.audience import Audience
from sessions.live.booths import Booth, booths
from sessions.live.seats import Seat
from sessions.schema import Base

VIEWER_CATEGORY = "viewer"


class Admission(Base):
    """That a key (a seat, or a viewer's device) has cast a ballot on a subject in a round; never what."""

    __tablename__ = "admission"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    subject_id: Mapped[str] = mapped_column(ForeignKey("subject.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)


class Urn(Base):
    """A ballot of an open round. ``grades`` is JSON ``{item: grade}``, ``{}`` for an abstained one."""

    __tablename__ = "urn"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    receipt: Mapped[str] = mapped_column(String(64), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    subject_id: Mapped[str] = mapped_column(ForeignKey("subject.id", ondelete="CASCADE"))
    category: Mapped[str] = mapped_column(String(40))
    grades: Mapped[str] = mapped_column(String(2000))
    remark: Mapped[str | None] = mapped_column(String(200))


class Ballot(Base):
    """A ballot of a sealed round. Its remark lies apart (seal.Remark), so that no text hangs on a set of grades."""

    __tablename__ = "ballot"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    receipt: Mapped[str] = mapped_column(String(64), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    subject_id: Mapped[str] = mapped_column(ForeignKey("subject.id", ondelete="CASCADE"))
    category: Mapped[str] = mapped_column(String(40))
    grades: Mapped[str] = mapped_column(String(2000))


@dataclass(slots=True)
class Cast:
    """One ballot as it came from a phone.

    ``grades``: item key to grade key, empty and ``abstain`` for 弃权; ``paper`` is the same as JSON with its keys in
    order, which is what lies in the urn.
    """

    actor: Actor
    round_id: str
    subject_id: str
    receipt: str
    grades: dict[str, str]
    paper: str
    abstain: bool
    remark: str | None

    @property
    def key(self) -> str:
        """Return what the admission is kept under."""
        return self.actor.seat_id or self.actor.key

    @property
    def about(self) -> tuple[str, str]:
        """Return the round and the subject."""
        return (self.round_id, self.subject_id)


Outcome = str | DomainError
"""The receipt, or why the ballot was not taken."""


def receipt_of(ballot_id: str) -> str:
    """Return the receipt of a ballot: only who made the ``ballot_id`` can have known it."""
    return hashlib.sha256(ballot_id.encode()).hexdigest()


def cast_all(link: Connection, now: int, casts: Sequence[Cast]) -> list[Outcome]:
    """Take a batch of ballots in their order of arrival; give each one's receipt, or why it was refused.

    Nothing here depends on the order in which a batch is cut: a ballot sent twice gets its receipt twice, in one batch
    or in two.
    """
    standing = booths(link, {cast.round_id for cast in casts})
    present = _present(link, casts)
    known = _known(link, [cast.receipt for cast in casts])
    admitted = _admitted(link, [cast for cast in casts if cast.receipt in known])
    outcomes: list[Outcome | _SameAs | None] = [None] * len(casts)
    fresh: dict[tuple[str, str, str], int] = {}
    new_receipts: dict[str, int] = {}
    for at, cast in enumerate(casts):
        try:
            outcomes[at] = _judge(cast, now, standing.get(cast.round_id), present, known, admitted)
        except DomainError as refused:
            outcomes[at] = refused
        if outcomes[at] is None:
            outcomes[at] = _within_batch(casts, at, fresh, new_receipts)
    _drop_into_urn(link, casts, sorted(fresh.items()), outcomes)
    return [_settled(outcome, outcomes) for outcome in outcomes]


def _judge(
    cast: Cast,
    now: int,
    booth: Booth | None,
    present: dict[tuple[str, int], bool],
    known: dict[str, tuple[str, str]],
    admitted: set[tuple[str, str, str]],
) -> str | None:
    """Return the receipt of a counted ballot, None for one that may go into the urn; raise why not otherwise."""
    seat = None if cast.actor.seat_id is None else (cast.actor.seat_id, cast.actor.generation)
    if seat is not None and seat not in present:
        raise AccessReleased
    if booth is None or booth.meeting_id != cast.actor.meeting_id:
        raise RoundNotFound
    if (booth.audience == Audience.VIEWERS) != (cast.actor.audience is Audience.VIEWERS):
        raise AccessDenied("您不参加这次测评。")
    form = booth.forms.get(cast.subject_id)
    if form is None:
        raise SubjectNotFound("这次测评没有这位述法对象，请刷新页面。")
    if booth.void:
        raise RoundClosed("这次测评已经作废，请等会务人员重新开始。")
    if cast.receipt in known:
        if known[cast.receipt] == cast.about and (*cast.about, cast.key) in admitted:
            return cast.receipt
        raise BallotIdTaken
    if booth.paused:
        raise MeetingState("会议已暂停，恢复以后再提交。您填的内容还在。")
    if not booth.takes(now):
        raise RoundClosed
    if seat is not None and not present[seat]:
        raise SeatNotCheckedIn
    _check_grades(cast, form.items, form.grades)
    return None


def _check_grades(cast: Cast, items: frozenset[str], grades: frozenset[str]) -> None:
    if cast.abstain:
        if cast.grades:
            raise PayloadInvalid("选了弃权就不能再评等次。", field="grades")
        return
    if not cast.grades.keys() <= items:
        raise BallotUnknownItem(field="grades")
    if not set(cast.grades.values()) <= grades:
        raise BallotUnknownGrade(field="grades")
    if cast.grades.keys() != items:
        raise BallotIncomplete(f"还有 {len(items - cast.grades.keys())} 项没有评分，请评完再提交。", field="grades")


@dataclass(frozen=True, slots=True)
class _SameAs:
    """The outcome is that of the earlier cast ``at`` in this batch."""

    at: int


def _within_batch(
    casts: Sequence[Cast], at: int, fresh: dict[tuple[str, str, str], int], receipts: dict[str, int]
) -> Outcome | _SameAs | None:
    """Settle a cast against the earlier ones of its batch; None for one that goes to the database."""
    cast = casts[at]
    place = (*cast.about, cast.key)
    if place in fresh:
        earlier = fresh[place]
        return _SameAs(earlier) if casts[earlier].receipt == cast.receipt else BallotAlreadyCast()
    if cast.receipt in receipts:
        return BallotIdTaken()
    fresh[place], receipts[cast.receipt] = at, at
    return None


def _drop_into_urn(
    link: Connection,
    casts: Sequence[Cast],
    fresh: Sequence[tuple[tuple[str, str, str], int]],
    outcomes: list[Outcome | _SameAs | None],
) -> None:
    """Admit the keys, and put one ballot into the urn for each key that the database let in."""
    places = [place for place, _ in fresh]
    let_in = set(database.insert_new(link, Admission.__table__, places, returning="round_id, subject_id, key"))
    kept_out = [casts[at] for place, at in fresh if place not in let_in]
    # a phone that changed to another process may have sent this ballot to both
    theirs = _known(link, [cast.receipt for cast in kept_out]) if kept_out else {}
    papers = []
    for place, at in fresh:
        cast = casts[at]
        if place not in let_in:
            outcomes[at] = cast.receipt if theirs.get(cast.receipt) == cast.about else BallotAlreadyCast()
            continue
        outcomes[at] = cast.receipt
        category = cast.actor.category or VIEWER_CATEGORY
        papers.append((cast.receipt, *cast.about, category, cast.paper, cast.remark))
    taken = {receipt for (receipt,) in database.insert_new(link, Urn.__table__, sorted(papers), returning="receipt")}
    for place, at in fresh:
        if place in let_in and casts[at].receipt not in taken:
            outcomes[at] = BallotIdTaken()
            link.execute(delete(Admission).where(tuple_(*Admission.__table__.primary_key) == place))


def _settled(outcome: Outcome | _SameAs | None, outcomes: Sequence[Outcome | _SameAs | None]) -> Outcome:
    settled = outcomes[outcome.at] if isinstance(outcome, _SameAs) else outcome
    if isinstance(settled, str | DomainError):
        return settled
    raise RuntimeError("a cast was left without an outcome")


def _present(link: Connection, casts: Sequence[Cast]) -> dict[tuple[str, int], bool]:
    """Return by seat and generation whether it has checked in; who comes with an older generation was released."""
    wanted = {cast.actor.seat_id for cast in casts if cast.actor.seat_id}
    rows = database.select_in(link, Seat.__table__, ("id", "generation", "checked_in_at"), "id", wanted)
    return {(key, generation): checked_in is not None for key, generation, checked_in in rows}


def _known(link: Connection, receipts: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the receipts that lie in the urn or are sealed, with their round and subject."""
    columns, wanted = ("receipt", "round_id", "subject_id"), set(receipts)
    found = database.select_in(link, Urn.__table__, columns, "receipt", wanted)
    sealed = database.select_in(link, Ballot.__table__, columns, "receipt", wanted)
    return {receipt: (round_id, subject_id) for receipt, round_id, subject_id in (*found, *sealed)}


def _admitted(link: Connection, casts: Sequence[Cast]) -> set[tuple[str, str, str]]:
    if not casts:
        return set()
    rows = select(Admission.round_id, Admission.subject_id, Admission.key).where(
        Admission.round_id.in_({cast.round_id for cast in casts}), Admission.key.in_({cast.key for cast in casts})
    )
    return {(row.round_id, row.subject_id, row.key) for row in link.execute(rows)}
