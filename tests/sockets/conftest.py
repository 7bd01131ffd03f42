"""Fixtures for tests over real sockets: a server process of its own, and clients of the public library."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.sockets.hall import Hall, Server
from tests.sockets.wire import Json, Wires

OpenServer = Callable[..., Server]
NewHall = Callable[..., Hall]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that do not stop it."""
    server = Server(tmp_path_factory.mktemp("server"))
    server.make_database()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenServer]:
    """Start a server of this test's own, which it may kill: ``own_server(ASYNC_MODE="gevent")``."""
    servers: list[Server] = []

    def own_server(**settings: str) -> Server:
        server = Server(tmp_path_factory.mktemp("own"), **settings)
        servers.append(server)
        server.make_database()
        server.start()
        return server

    yield own_server
    for server in servers:
        server.stop()


@pytest.fixture
def wires() -> Iterator[Wires]:
    """Clients, closed when the test is over."""
    wires = Wires()
    yield wires
    wires.close()


@pytest.fixture
def new_hall(server: Server, wires: Wires) -> NewHall:
    """Bring another meeting into the server: ``new_hall(meeting(...))``."""

    def new_hall(wanted: Json | None = None) -> Hall:
        return Hall(server, wires, wanted)

    return new_hall


@pytest.fixture
def hall(new_hall: NewHall) -> Hall:
    """A meeting of this test's own, running."""
    return new_hall().begin()
