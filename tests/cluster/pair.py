"""Two server processes on one database, and a meeting whose clients are spread over both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from deploy.cluster.needs import missing
from deploy.cluster.redis_server import RedisServer
from tests.sockets.hall import Hall, Server
from tests.sockets.wire import Json, Wire, Wires


class Pair:
    """Two processes; ``near`` is where the host is."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.near = Server(data, TRUSTED_PROXIES="1", **settings)
        # one address for all: it is what the screens' codes lead to
        self.far = Server(data, TRUSTED_PROXIES="1", PUBLIC_URL=self.near.url, **settings)
        self._embedded = "DATABASE_URL" not in settings

    def __iter__(self) -> Iterator[Server]:
        yield from (self.near, self.far)

    def start(self) -> None:
        """Make the tables and start both."""
        if self._embedded:
            self.near.make_database()
        else:
            self.near.app("db", "upgrade")
        for server in self:
            server.start()

    def stop(self) -> None:
        """Stop both."""
        for server in self:
            server.stop()


@contextmanager
def pair_with_redis(data: Path, **settings: str) -> Iterator[Pair]:
    """Two processes that share a Redis, running."""
    lack = missing()
    assert lack is None, lack
    redis_server = RedisServer(data, data / "redis.log")
    redis_server.start()
    pair = Pair(data, REDIS_URL=redis_server.url, **settings)
    try:
        pair.start()
        yield pair
    finally:
        pair.stop()
        redis_server.stop()


class Spread(Hall):
    """A meeting whose clients come in one here, one there; the first, and so the host, at the near one."""

    def __init__(self, pair: Pair, wires: Wires, wanted: Json | None = None) -> None:
        super().__init__(pair.near, wires, wanted)
        self._doors = cycle(pair)

    def _turn(self) -> None:
        self.server = self.door = next(self._doors)

    def console(self) -> Wire:
        """Another console of the same host."""
        self._turn()
        return super().console()

    def screen(self) -> Wire:
        """The wall."""
        self._turn()
        return super().screen()

    def viewer(self) -> Wire:
        """One more viewer."""
        self._turn()
        return super().viewer()

    def join(self, category: str, *, check_in: bool = True, subject: str | None = None) -> Wire:
        """One more seat."""
        self._turn()
        return super().join(category, check_in=check_in, subject=subject)
