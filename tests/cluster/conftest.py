"""Fixtures: PostgreSQL, Redis and nginx really running, and two server processes on one database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from deploy.cluster.redis_server import RedisServer
from tests.cluster.pair import Pair, pair_with_redis
from tests.postgresql.cluster import create
from tests.sockets.wire import Wires

NewDatabase = Callable[[], dict[str, str]]
OpenPair = Callable[..., Pair]


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of this test's own, which it may stop and start."""
    server = RedisServer(tmp_path, tmp_path / "redis.log")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Each test on both: what makes an empty database and gives its DATABASE_URL, none for the embedded one."""
    if request.param == "sqlite":
        return dict
    names = count()

    def new_database() -> dict[str, str]:
        return {"DATABASE_URL": create(f"{request.module.__name__.rpartition('.')[2]}_{next(names)}")}

    return new_database


@pytest.fixture(scope="module")
def pair(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two processes with Redis, for all tests that stop nothing."""
    with pair_with_redis(tmp_path_factory.mktemp("pair"), **new_database()) as pair:
        yield pair


@pytest.fixture
def open_pair(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPair]:
    """Start two processes of this test's own: ``open_pair(REDIS_URL=...)``."""
    pairs: list[Pair] = []

    def open_pair(**settings: str) -> Pair:
        pair = Pair(tmp_path_factory.mktemp("own"), **settings, **new_database())
        pairs.append(pair)
        pair.start()
        return pair

    yield open_pair
    for pair in pairs:
        pair.stop()


@pytest.fixture
def wires() -> Iterator[Wires]:
    """Clients, closed when the test is over."""
    wires = Wires()
    yield wires
    wires.close()
