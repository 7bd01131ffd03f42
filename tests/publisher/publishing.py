"""The real publisher under the test's own clock: nothing runs by itself, each of its turns is a call."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

from app.bell import Pace
from app.feed import Line
from app.publisher import Publisher
from sessions.live import view
from tests.domain.making import LINKS
from tests.publisher.serving import Client, Hall


class Trouble(Exception):
    """The database does not answer."""


class World:
    """A clock that moves when told, and what comes to pass while the next read is under way."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.reads = 0
        self.meanwhile: list[Callable[[], None]] = []
        self.away = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let feeds and publishers live by this clock and read through :meth:`read`."""
        clock = SimpleNamespace(monotonic=lambda: self.now, time=time.time)
        with (
            mock.patch("app.publisher.time", clock),
            mock.patch("app.feed.time", clock),
            mock.patch("app.publisher.view", SimpleNamespace(read=self.read)),
            mock.patch("app.publisher.log"),
        ):
            yield

    def read(self, *what: Any) -> Any:
        """Read as the publisher does; others commit and ring before the answer is back."""
        if self.away:
            raise Trouble
        self.reads += 1
        seen = view.read(*what)
        waiting, self.meanwhile = self.meanwhile, []
        for deed in waiting:
            deed()
        return seen


class Served:
    """One server process: its publisher, its turns taken one by one."""

    def __init__(self, hall: Hall) -> None:
        self.meeting_id = hall.made.meeting_id
        self.publisher = Publisher(hall.made.readers, LINKS)

    def sync(self, line: Line, client: Client) -> None:
        """Have a client answered, now or by a later turn."""
        inbox = client.inbox

        def told(state: Any, error: Exception | None) -> None:
            inbox.append(("sync", state) if error is None else ("refused", error))

        self.publisher.sync(line, told)

    def drop(self, line: Line, client: Client) -> None:
        """Forget a line."""
        self.publisher.drop(line)

    def ring(self, pace: Pace) -> None:
        """Hear of a commit."""
        self.publisher.ring(self.meeting_id, pace)

    def publish(self) -> None:
        """Publish what is due."""
        self.publisher._publish_due()

    def ask(self) -> None:
        """Ask the database for revisions."""
        self.publisher._ask_revisions()

    def beat(self) -> None:
        """Beat."""
        self.publisher._beat()

    def catch_up(self) -> None:
        """Tell those who have drained."""
        self.publisher._catch_up()


def settle(world: World, processes: list[Served], clients: list[Client]) -> None:
    """Let two seconds pass, every process take all its turns, and every client hear everything."""
    world.now += 2.0
    for process in processes:
        process.ask()
        process.publish()
        process.catch_up()
        process.beat()
    for client in clients:
        while client.inbox:
            client.take()
