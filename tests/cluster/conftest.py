"""Fixtures: PostgreSQL, Redis and nginx really running, and two server processes on one database."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.cluster.needs import missing
from deploy.cluster.nginx import Nginx
from deploy.cluster.postgresql import Postgresql
from deploy.cluster.redis_server import RedisServer
from tests.browser.server import free_port
from tests.cluster.pair import Pair
from tests.sockets.wire import Wires

NewDatabase = Callable[[], dict[str, str]]
OpenPair = Callable[..., Pair]
OpenNginx = Callable[..., Nginx]


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder that other users may pass through: PostgreSQL never runs as root."""
    lack = missing()
    assert lack is None, lack
    folder = Path(tempfile.mkdtemp(prefix="cluster-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql(folder: Path) -> Iterator[Postgresql]:
    """PostgreSQL on a folder of its own."""
    database = Postgresql(folder / "postgresql", folder / "postgresql.log")
    database.start()
    yield database
    database.stop()


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
    postgresql: Postgresql = request.getfixturevalue("postgresql")

    def new_database() -> dict[str, str]:
        name = f"test{free_port()}"
        postgresql.make_database(name)
        return {"DATABASE_URL": postgresql.url(name)}

    return new_database


@pytest.fixture(scope="module")
def pair(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two processes with Redis, for all tests that stop nothing."""
    folder = tmp_path_factory.mktemp("pair")
    redis_server = RedisServer(folder, folder / "redis.log")
    redis_server.start()
    pair = Pair(folder, REDIS_URL=redis_server.url, **new_database())
    pair.start()
    yield pair
    pair.stop()
    redis_server.stop()


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
def open_nginx(tmp_path: Path) -> Iterator[OpenNginx]:
    """Start nginx before a pair: ``open_nginx(pair, spread="client")``."""
    started: list[Nginx] = []

    def open_nginx(pair: Pair, spread: str = "meeting") -> Nginx:
        (tmp_path / "nginx").mkdir()
        nginx = Nginx(tmp_path / "nginx", free_port(), [server.port for server in pair], spread=spread)
        started.append(nginx)
        nginx.start()
        return nginx

    yield open_nginx
    for nginx in started:
        nginx.stop()


@pytest.fixture
def wires() -> Iterator[Wires]:
    """Clients, closed when the test is over."""
    wires = Wires()
    yield wires
    wires.close()
