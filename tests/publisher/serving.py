"""Server processes and clients in one test, without threads or time: hypothesis decides what happens next.

A process is the real :class:`app.feed.Feed`; its read of the database and its publishing are two steps, as they are for
a database whose answer takes time. A client keeps sections by the one rule of CONTRACT.md 4.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

import msgspec

from app.bell import Bell, Pace
from app.feed import Feed, Line
from app.writer import Writer
from sessions.live import view
from sessions.live.actors import Actor
from sessions.live.audience import Audience
from tests.domain.making import LINKS, Made

ALL = tuple(Audience)


class _Silent:
    def ring(self, meeting_id: str, pace: Pace) -> None:
        """Let it ring: the test decides who hears."""


class Hall:
    """A running meeting behind the real writer."""

    def __init__(self, folder: Path) -> None:
        self.made = Made(folder)
        self.made.start()
        self.made.go(0, "inquiry")
        bell: Bell = _Silent()
        self.writer = Writer(self.made.engine, bell)

    def commit(self, verb: Any, actor: Actor, *arguments: Any) -> None:
        """Have a verb written; a refusal changes nothing."""
        self.writer.submit(
            lambda _value, _error: None, verb, actor, *arguments, meeting_id=self.made.meeting_id
        )  # fmt: skip
        self.writer.work_once()

    def truth(self, audience: Audience, seat: Actor | None) -> dict[str, Any]:
        """Return a fresh view, as a client would hold it."""
        with self.made.reading() as db:
            seats = [seat.seat] if seat else []
            _, views, mine = view.read(db, self.made.meeting_id, LINKS, [audience], seats)
        fresh = views[audience] | ({"me": mine[seat.seat].view()} if seat else {})
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(fresh))
        return plain


class Server(Protocol):
    """What a client needs of a server process."""

    meeting_id: str

    def sync(self, line: Line, client: Client) -> None: ...
    def drop(self, line: Line, client: Client) -> None: ...


class Process:
    """One server process: a feed, a read that is under way, and lines that wait for their first state."""

    def __init__(self, hall: Hall, feed: Feed) -> None:
        self.hall, self.feed, self.meeting_id = hall, feed, feed.meeting_id
        self.reading: tuple[tuple[Audience, ...], Any] | None = None
        self.joining: list[tuple[Line, Client]] = []

    def read(self, audiences: tuple[Audience, ...] = ALL) -> None:
        """Look at the database; what was seen is published later."""
        if self.reading is None:
            seats = self.feed.seated(audiences) | {line.seat_id for line, _ in self.joining if line.seat_id}
            with self.hall.made.reading() as db:
                self.reading = audiences, view.read(db, self.feed.meeting_id, LINKS, audiences, seats)

    def publish(self) -> None:
        """Publish what was read, and answer who can be answered now."""
        if self.reading is None:
            return
        (audiences, seen), self.reading = self.reading, None
        self.feed.publish(*seen)
        for line, client in [pair for pair in self.joining if pair[0].audience in audiences]:
            if self.feed.answers(line):
                self.joining.remove((line, client))
                client.inbox.append(("sync", self.feed.follow(line)))

    def sync(self, line: Line, client: Client) -> None:
        """Answer a client, at once if all it sees is shown here already."""
        if self.feed.answers(line):
            client.inbox.append(("sync", self.feed.follow(line)))
        elif (line, client) not in self.joining:
            self.joining.append((line, client))

    def drop(self, line: Line, client: Client) -> None:
        """Forget a line."""
        self.feed.drop(line)
        self.joining = [pair for pair in self.joining if pair[1] is not client]


def event_in(frame: str | bytes) -> Any:
    """Return the event in a frame, ``[name, data]``, whatever numbers stand before it."""
    text = frame if isinstance(frame, str) else frame.decode()
    return json.loads(text[text.index("[") :])


class Client:
    """A page: what it holds, at which revisions, and what is still on its way to it."""

    def __init__(self, process: Server, audience: Audience, seat: Actor | None) -> None:
        self.audience, self.seat = audience, seat
        self.held: dict[str, Any] = {}
        self.full = False
        self.connect(process)

    def connect(self, process: Server) -> None:
        """Connect: forget the revisions, keep what is drawn, ask."""
        self.process = process
        self.at: dict[str, int] = {}
        self.inbox: list[tuple[str, Any]] = []
        seat_id = self.seat.seat if self.seat else None
        inbox = self.inbox
        self.line = Line(
            process.meeting_id, self.audience, seat_id, 0,
            lambda frame: inbox.append(("frame", event_in(frame))),
            lambda: 9 if self.full else 0, lambda: None,
        )  # fmt: skip
        process.sync(self.line, self)

    def leave(self) -> None:
        """Lose the connection, and with it what was on its way."""
        self.process.drop(self.line, self)

    def take(self) -> None:
        """Take the next thing that has come."""
        if not self.inbox:
            return
        kind, body = self.inbox.pop(0)
        if kind == "refused":
            self.process.sync(self.line, self)
        elif kind == "sync":
            self._keep(msgspec.json.decode(msgspec.json.encode(body)))
        elif body[0] == "update":
            self._keep(body[1])
        elif any(self.at.get(name, -1) < rev for name, rev in body[1]["rev"].items()):
            self.process.sync(self.line, self)

    def _keep(self, state: dict[str, Any]) -> None:
        for name, value in state["sections"].items():
            if state["rev"] > self.at.get(name, -1):
                self.held[name], self.at[name] = value, state["rev"]
