"""From a message to its ack: the same order for every command (CONTRACT.md 3).

Unknown command, not allowed, wrong shape, not there, wrong moment; then the verb, in the writer's transaction; the ack
follows the durable commit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import msgspec
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.bell import NOW, SOON
from app.edge import body_of, incident_of
from app.feed import Line
from app.logs import failed
from app.sockets.bucket import HOST_TIMES, Bucket
from app.sockets.registry import COMMANDS, Command, Deed
from app.wire.commands import Payload, field_of
from app.writer import Writer
from sessions import staff
from sessions.errors import AccessReleased, CommandUnknown, DomainError, PayloadInvalid, ServerBusy
from sessions.live import acks, audit
from sessions.live.actors import Actor
from sessions.live.audience import Audience
from sessions.live.seats import Seat

P = TypeVar("P", bound=Payload)
Answer = dict[str, Any]
UNREAD_TIMES = 4
NOT_REMEMBERED = frozenset({"answer.rate"})
"""Their acks are not kept by ``client_id``: a sender beside a receipt would tie a seat to what it cast."""


class Member:
    """One connected socket: who it is, its line to the publisher, and how fast it may talk. ``cut`` ends it at once."""

    __slots__ = ("actor", "bucket", "cut", "line")

    def __init__(self, actor: Actor, line: Line, cut: Callable[[], None]) -> None:
        self.actor = actor
        self.line = line
        self.cut = cut
        self.bucket = Bucket(HOST_TIMES if actor.audience is Audience.HOST else 1)

    def takes_no_answers(self) -> bool:
        """Return whether far more answers wait for it than it may ask for at one stroke: it does not read them.

        Far more, since who has only talked too fast reads on and is refused, not cut off. Of whole states only a few
        are among what waits (``_need_room`` of direct.py); refusals are short.
        """
        return self.line.pending() > UNREAD_TIMES * self.bucket.deep


Reply = Callable[[Answer], None]
Direct = Callable[[Member, Any, Reply], None]
"""A command that does not run as a verb: it calls ``reply`` with the ack, now or later, or raises."""


class Dispatcher:
    """Answer the commands of this process's sockets."""

    def __init__(self, writer: Writer, direct: dict[str, Direct]) -> None:
        self._writer = writer
        self._direct = direct

    def answer(self, member: Member, name: str, payload: Any, reply: Reply) -> None:
        """Have a command carried out; ``reply`` gets its ack once, perhaps later. Nothing escapes as an exception."""
        try:
            member.bucket.take()
            direct = self._direct.get(name)
            if direct is not None:
                direct(member, payload, reply)
            else:
                self._written(member.actor, name, payload, reply)
        except Exception as error:
            reply(refusal(error, name))

    def _written(self, actor: Actor, name: str, payload: Any, reply: Reply) -> None:
        command = COMMANDS.get(name)
        if command is None:
            raise CommandUnknown
        command.admit(actor)
        data = read_payload(payload, command.schema)

        def done(value: Any, error: Exception | None) -> None:
            reply({"ok": True, "data": value} if error is None else refusal(error, name))

        pace = NOW if actor.audience is Audience.HOST else SOON
        self._writer.submit(
            done, carry_out, command, actor, data, command.deed(data), meeting_id=actor.meeting_id, pace=pace
        )


def refusal(error: Exception, name: str) -> Answer:
    """Return the ack of a command that raised; what nobody expected is logged under its number."""
    if isinstance(error, DomainError):
        return body_of(error)
    if isinstance(error, OperationalError):
        # a full disk or a database that is away passes: the phone keeps what it has and sends it again
        failed("database.away", error, command=name[:40])
        return body_of(ServerBusy())
    return body_of(incident_of(error, command=name[:40]))


def carry_out(db: Session, now: int, command: Command, actor: Actor, data: Payload, deed: Deed) -> Answer:
    """Run a command's verb in the writer's savepoint, once for each ``client_id``, and write down a host's deed."""
    if actor.seat_id is not None:
        seat = db.get(Seat, actor.seat_id)
        if seat is None or seat.generation != actor.generation:
            raise AccessReleased
    elif actor.staff is not None:
        staff.require_current(db, actor.staff, actor.generation)
    remembered = data.client_id if command.name not in NOT_REMEMBERED else None
    if remembered is not None:
        first = acks.first(db, actor.meeting_id, actor.key, remembered)
        if first is not None:
            return first
    verb, *arguments = deed
    result: Answer = verb(db, now, actor, *arguments) or {}
    if remembered is not None:
        acks.keep(db, actor.meeting_id, actor.key, remembered, result)
    if command.audited:
        detail = {key: value for key, value in msgspec.to_builtins(data).items() if key != "client_id"}
        audit.record(db, now, actor, command.name, detail)
    return result


def read_payload(payload: Any, schema: type[P]) -> P:
    """Check the shape of a payload, encoded or not. Raise :class:`PayloadInvalid` with the field that is wrong."""
    try:
        return (
            _decoder(schema).decode(payload) if isinstance(payload, msgspec.Raw) else msgspec.convert(payload, schema)
        )
    except msgspec.ValidationError as error:
        raise PayloadInvalid(field=field_of(error)) from None
    except (msgspec.DecodeError, UnicodeError):
        raise PayloadInvalid from None


@cache
def _decoder(schema: type[P]) -> msgspec.json.Decoder[P]:
    return msgspec.json.Decoder(schema)
