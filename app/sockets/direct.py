"""The commands that do not run as verbs: ``ballot.cast`` (the hot path), ``sync``, ``section.get``, ``health.get``."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError

from app import runtime
from app.feed import QUEUE_MOST
from app.publisher import Publisher
from app.sockets.dispatch import Direct, Member, Reply, read_payload, refusal
from app.sockets.registry import HOST, SEATS_AND_VIEWERS
from app.wire.commands import BallotCast, Empty, SectionGet
from app.writer import Writer
from sessions import backups
from sessions.database import snapshot
from sessions.errors import AccessDenied, PayloadInvalid, RateLimited
from sessions.live.audience import Audience, Right
from sessions.live.ballots import Admission, Cast, receipt_of
from sessions.live.rounds import Round

as_paper = msgspec.json.Encoder(order="sorted").encode


def direct_commands(writer: Writer, publisher: Publisher, readers: Engine) -> dict[str, Direct]:
    """Return them by name."""

    def cast(member: Member, payload: Any, reply: Reply) -> None:
        actor = member.actor
        if actor.audience not in SEATS_AND_VIEWERS:
            raise AccessDenied
        if actor.audience is not Audience.VIEWERS:
            actor.need(Right.SCORE)
        data = read_payload(payload, BallotCast)
        if data.abstain and data.grades:
            raise PayloadInvalid("选了弃权就不能再评等次。", field="grades")
        ballot = Cast(
            actor, data.round_id, data.subject_id, receipt_of(data.ballot_id), data.grades,
            as_paper(data.grades).decode(), data.abstain, (data.remark or "").strip() or None,
        )  # fmt: skip

        def done(receipt: Any, error: Exception | None) -> None:
            reply({"ok": True, "data": {"receipt": receipt}} if error is None else refusal(error, "ballot.cast"))

        writer.cast(ballot, done)

    def sync(member: Member, payload: Any, reply: Reply) -> None:
        read_payload(payload, Empty)
        _need_room(member)

        def done(state: Any, error: Exception | None) -> None:
            reply({"ok": True, "data": state} if error is None else refusal(error, "sync"))

        publisher.sync(member.line, done)

    def section(member: Member, payload: Any, reply: Reply) -> None:
        name = read_payload(payload, SectionGet).section
        _need_room(member)
        reply({"ok": True, "data": publisher.whole(member.line, name)})

    def health(member: Member, payload: Any, reply: Reply) -> None:
        if member.actor.audience not in HOST:
            raise AccessDenied
        read_payload(payload, Empty)

        def tell() -> None:
            try:
                stored = _stored(readers, member.actor.meeting_id) if publisher.hears else None
            except Exception as error:
                reply(refusal(error, "health.get"))
                return
            figures = {
                "database": readers.dialect.name,
                "answers": stored is not None,
                "sockets": publisher.sockets(member.actor.meeting_id),
                "queue": writer.waiting,
                "stored": stored.ballots if stored else None,
                "delay_ms": round(writer.delay_ms),
                "backup_at": stored.backup_at if stored else None,
            }
            reply({"ok": True, "data": figures})

        # beside the socket's own commands: a database that stands still must not hold those up
        runtime.spawn(tell)

    return {"ballot.cast": cast, "sync": sync, "section.get": section, "health.get": health}


class _Stored(NamedTuple):
    ballots: int
    backup_at: int | None


def _stored(readers: Engine, meeting_id: str) -> _Stored | None:
    """Return what the database tells of itself; None while it does not answer: that is when the host asks."""
    of_meeting = select(Round.id).where(Round.meeting_id == meeting_id)
    try:
        with snapshot(readers) as db:
            ballots = db.scalar(select(func.count()).select_from(Admission).where(Admission.round_id.in_(of_meeting)))
            return _Stored(ballots or 0, backups.latest_at(db))
    except OperationalError:
        return None


def _need_room(member: Member) -> None:
    """Raise :class:`RateLimited` while what was sent before is not taken: whole states must not pile up."""
    if member.line.pending() > QUEUE_MOST:
        raise RateLimited
