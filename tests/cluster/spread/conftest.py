"""The tests of the sockets once more: the clients of each meeting spread over two processes on one database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cluster.pair import Pair, Spread, pair_with_redis
from tests.sockets.conftest import NewHall
from tests.sockets.hall import Hall, Server
from tests.sockets.wire import Json, Wires


@pytest.fixture(scope="session")
def spread_pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two processes with Redis, on one database."""
    with pair_with_redis(tmp_path_factory.mktemp("pair")) as pair:
        yield pair


@pytest.fixture
def server(spread_pair: Pair) -> Server:
    """The process where the host is."""
    return spread_pair.near


@pytest.fixture
def new_hall(spread_pair: Pair, wires: Wires) -> NewHall:
    """Bring in another meeting, whose clients come in here and there in turn."""

    def new_hall(wanted: Json | None = None) -> Hall:
        return Spread(spread_pair, wires, wanted)

    return new_hall


@pytest.fixture
def hall(new_hall: NewHall) -> Hall:
    """A meeting of this test's own, running."""
    return new_hall().begin()
