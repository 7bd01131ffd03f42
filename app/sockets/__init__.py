"""The sockets: who connects, and what each message is answered (CONTRACT.md 3).

Handlers sit on ``socketio.server`` itself: Flask-SocketIO's own run each message inside a request context, which costs
a third of its CPU. So ``g``, ``request`` and Flask-Login do not exist here.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from flask import Flask
from flask_socketio import SocketIO
from socketio.exceptions import ConnectionRefusedError as Refused
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

import app.sockets.hall
import app.sockets.host  # noqa: F401 - importing registers the commands
from app import runtime
from app.access import Access, Tokens
from app.feed import Line
from app.logs import failed, log
from app.publisher import Publisher
from app.sockets.direct import direct_commands
from app.sockets.dispatch import Answer, Dispatcher, Member
from app.websocket import cut, send_now, text_frame, waiting
from app.wire import frames
from app.wire.frames import Frame
from sessions import staff
from sessions.database import snapshot
from sessions.errors import AccessInvalid, AccessReleased, DomainError, MeetingNotFound, ServerFull
from sessions.live.actors import Actor
from sessions.live.audience import SEATED, Audience, audience_of
from sessions.live.meetings import Category, Meeting
from sessions.live.seats import Seat

LARGEST_MESSAGE = 64 * 1024
LOGINS_S = 5.0
"""A new password ends the consoles of the old one after so long at most; its commands are refused at once."""


class Hub:
    """The sockets of this process."""

    def __init__(self, app: Flask) -> None:
        self._tokens: Tokens = app.extensions["tokens"]
        self._readers = app.extensions["readers"]
        self._publisher: Publisher = app.extensions["publisher"]
        direct = direct_commands(app.extensions["writer"], self._publisher, self._readers)
        self.dispatcher = Dispatcher(app.extensions["writer"], direct)
        self.by_engine: dict[str, Member] = {}
        self._most_viewers: int = app.extensions["settings"].max_viewers
        self._viewers: set[str] = set()
        """Engine.IO sockets of viewers, those included who are just being let in."""
        self.socketio = SocketIO(
            app, async_mode=runtime.mode(), serializer=Frame, async_handlers=False, ping_interval=10, ping_timeout=15,
            max_http_buffer_size=LARGEST_MESSAGE, cors_allowed_origins=None, manage_session=False, cookie=None,
        )  # fmt: skip
        self.server = self.socketio.server
        self.server.on("connect", self.connect)
        self.server.on("disconnect", self.disconnect)
        # The library's way from a message to its ack costs as much as the rest of a ballot, and it wants the ack as a
        # handler's return, which would keep a greenlet waiting for each commit. (Pinned version; tests/sockets would
        # not get a single ack if it changed.)
        self._by_library, self.server._handle_event = self.server._handle_event, self.message
        self.server.eio.take_event = self.take

    def start(self) -> None:
        """Begin to look after who is still logged in."""
        runtime.spawn(self._watch_logins)

    def _watch_logins(self) -> None:
        while True:
            runtime.sleep(LOGINS_S)
            try:
                self._put_out_who_is_logged_out()
            except Exception:
                log.exception("logins.failed")

    def _put_out_who_is_logged_out(self) -> None:
        """End the consoles of accounts whose sessions are over; connecting again, they are told why."""
        hosts = [member for member in self.by_engine.values() if member.actor.staff not in (None, staff.IMPORT)]
        if not hosts:
            return
        with snapshot(self._readers) as db:
            current = staff.generations(db, {str(member.actor.staff) for member in hosts})
        for member in hosts:
            if current.get(str(member.actor.staff)) != member.actor.generation:
                member.line.put_out()

    def connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Admit a socket by its access token; nothing is pushed here, the client asks with ``sync``."""
        eio_sid = self.server.manager.eio_sid_from_sid(sid, "/")
        try:
            self._admit(sid, eio_sid, auth.get("access") if isinstance(auth, dict) else None)
        except DomainError as refused:
            raise Refused(refused.message, {"code": refused.code, "message": refused.message}) from None
        except OperationalError as error:
            # the line lost, not refused: who is refused comes no more, who is cut off tries again by itself
            failed("database.away", error)
            if (socket := self.server.eio.sockets.get(eio_sid)) is not None:
                cut(socket)
            raise Refused from None
        finally:
            if eio_sid not in self.by_engine:
                self._viewers.discard(eio_sid)

    def _admit(self, sid: str, eio_sid: str, token: Any) -> None:
        access = self._tokens.read_access(token if isinstance(token, str) else "")
        self._take_room(access, eio_sid)
        actor = self._actor(access)
        socket = self.server.eio.sockets.get(eio_sid)
        if socket is None or socket.closed:
            # it went while the database was asked: nobody would tell us again
            raise AccessInvalid
        self.by_engine[eio_sid] = Member(actor, self._line(sid, eio_sid, actor), partial(cut, socket))

    def disconnect(self, sid: str, reason: Any = None) -> None:
        """Forget a socket that is gone."""
        eio_sid = self.server.manager.eio_sid_from_sid(sid, "/")
        self._viewers.discard(eio_sid)
        member = self.by_engine.pop(eio_sid, None)
        if member is not None:
            self._publisher.drop(member.line)

    def message(self, eio_sid: str, namespace: str | None, ack_id: int | None, data: Any) -> None:
        """Have any command carried out and acknowledged; its payload is the first argument."""
        member = self.by_engine.get(eio_sid)
        if member is None or not isinstance(data, list) or not data or not isinstance(data[0], str):
            return
        if self._is_others(data[0]):
            self._by_library(eio_sid, namespace, ack_id, data)
            return

        self._carry_out(member, ack_id, data[0], data[1] if len(data) > 1 else {})

    def _is_others(self, name: str) -> bool:
        """Return whether other code handles this event; nobody may call our own connect and disconnect by name."""
        return name in self.server.handlers["/"] and name not in ("connect", "disconnect")

    def take(self, eio_sid: str, message: str) -> bool:
        """Have the command in an event's text carried out, as ``message`` does; False for what the library handles."""
        member = self.by_engine.get(eio_sid)
        event = frames.event(message) if member is not None and len(message) <= LARGEST_MESSAGE else None
        if member is None or event is None or self._is_others(event.name):
            return False
        self._carry_out(member, event.number, event.name, event.payload)
        return True

    def _carry_out(self, member: Member, ack_id: int | None, name: str, payload: Any) -> None:
        if member.takes_no_answers():
            member.cut()
            return

        def reply(ack: Answer) -> None:
            if ack_id is not None:
                member.line.send(frames.ack(ack_id, ack))

        self.dispatcher.answer(member, name, payload, reply)

    def _take_room(self, access: Access, eio_sid: str) -> None:
        """Raise :class:`ServerFull` for one viewer too many; their page goes on by the public state (pages/api.py).

        Before anything is read: thousands may ask again and again. Seats, hosts and screens always find room.
        """
        if access.audience == Audience.VIEWERS:
            if len(self._viewers) >= self._most_viewers:
                raise ServerFull
            self._viewers.add(eio_sid)

    def _actor(self, access: Access) -> Actor:
        with snapshot(self._readers) as db:
            if db.get(Meeting, access.meeting_id) is None:
                raise MeetingNotFound
            if access.seat_id is None:
                return self._seatless(db, access)
            row = db.execute(
                select(Seat.generation, Seat.meeting_id, Category.key, Category.role, Category.rights)
                .join(Category, Category.id == Seat.category_id)
                .where(Seat.id == access.seat_id)
            ).first()
        if row is None or row.meeting_id != access.meeting_id:
            raise AccessInvalid
        if row.generation != access.generation:
            raise AccessReleased
        return Actor(
            access.meeting_id, audience_of(row.role), access.actor, access.seat_id, row.key, row.role,
            frozenset(row.rights), row.generation,
        )  # fmt: skip

    @staticmethod
    def _seatless(db: Any, access: Any) -> Actor:
        try:
            audience = Audience(access.audience)
        except ValueError:
            raise AccessInvalid from None
        kind, _, name = access.actor.partition(":")
        if audience in SEATED:
            raise AccessInvalid
        if (audience is Audience.HOST) != (kind == "staff"):
            raise AccessInvalid
        if audience is Audience.HOST:
            staff.require_current(db, name, access.generation)
        return Actor(access.meeting_id, audience, access.actor, generation=access.generation)

    def _line(self, sid: str, eio_sid: str, actor: Actor) -> Line:
        socket = self.server.eio.sockets[eio_sid]

        def put_out() -> None:
            runtime.spawn(self.server.disconnect, sid)

        return Line(
            actor.meeting_id,
            actor.audience,
            actor.seat_id,
            actor.generation,
            partial(_send, socket),
            partial(waiting, socket),
            put_out,
        )


def _send(socket: Any, message: bytes) -> None:
    """Send a message of wire/frames.py: at once where nothing waits before it, else behind what waits."""
    if not socket.closed and not send_now(socket, text_frame(message), runtime.spawn):
        socket.send(EnginePacket(MESSAGE, message[1:].decode()))


def init_app(app: Flask) -> None:
    """Put the sockets into the application: ``app.extensions["hub"]``."""
    app.extensions["hub"] = Hub(app)
