"""A cluster under measurement: what `make cluster` starts, each process with what `bench.serve` adds."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench import processes
from bench.server import Served, Server, ServerFailed
from deploy.cluster.child import Child, Failed
from deploy.cluster.needs import missing
from deploy.cluster.nginx import Nginx
from deploy.cluster.ports import free_port
from deploy.cluster.postgresql import Postgresql
from deploy.cluster.redis_server import RedisServer

PROCESSES = 2


class Backing:
    """PostgreSQL and Redis on data of their own; they end with the `with` block."""

    def __init__(self) -> None:
        if lack := missing():
            raise ServerFailed(lack)
        self._folder = tempfile.TemporaryDirectory(prefix="shuping-bench-", ignore_cleanup_errors=True)
        self.folder = Path(self._folder.name)
        self.folder.chmod(0o711)  # PostgreSQL may run as another user, who must be able to pass through
        self.postgresql = Postgresql(self.folder / "postgresql", self.folder / "postgresql.log")
        self.redis = RedisServer(self.folder, self.folder / "redis.log")

    def database(self, name: str) -> str:
        """Make an empty database; give its DATABASE_URL."""
        self.postgresql.make_database(name)
        return self.postgresql.url(name)

    def __enter__(self) -> Self:
        start_child(self.postgresql)
        start_child(self.redis)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.redis.stop()
        self.postgresql.stop()
        self._folder.cleanup()


class Clustered:
    """Several processes behind nginx on a backing (`bench.server.Served`); a meeting's sockets go to all of them."""

    def __init__(
        self, backing: Backing, database: str = "cluster", settings: Mapping[str, str] | None = None
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="shuping-bench-", ignore_cleanup_errors=True)
        self.folder = Path(self._folder.name)
        self.backing = backing
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        wanted = {
            **(settings or {}),
            "DATABASE_URL": backing.database(database), "REDIS_URL": backing.redis.url, "PUBLIC_URL": self.url,
            "TRUSTED_PROXIES": "1",
        }  # fmt: skip
        self.servers = [Server(folder=self.folder, settings=wanted) for _ in range(PROCESSES)]
        (self.folder / "nginx").mkdir()
        ports = [server.port for server in self.servers]
        self._nginx = Nginx(self.folder / "nginx", port, ports, host="127.0.0.1", spread="client")

    def app(self, *arguments: str) -> str:
        """Run a command of the application and give what it prints. Raises ServerFailed."""
        return self.servers[0].app(*arguments)

    def import_meeting(self, seats: int) -> dict[str, Any]:
        """Make the database and a meeting with so many delegates; give what the import prints."""
        return self.servers[0].import_meeting(seats)

    def start(self) -> None:
        """Start what does not run and wait until it is ready. Raises ServerFailed."""
        for server in self.servers:
            if not server.runs:
                server.start()
        if not self._nginx.runs:
            start_child(self._nginx)

    def kill(self) -> None:
        """End the last of the processes as a power cut would (kill -9); `start` starts it anew."""
        self.servers[-1].kill()

    def memory_kb(self) -> int:
        """Give the memory of all server processes together (what they share is counted in each), in KB."""
        return sum(server.memory_kb() for server in self.servers)

    def cpu_seconds(self) -> float:
        """Give the processor time of all server processes together, without PostgreSQL, Redis and nginx."""
        return sum(server.cpu_seconds() for server in self.servers)

    def others_seconds(self) -> dict[str, float]:
        """Give the processor time that each of the others has used so far, with all its own processes."""
        others = (self.backing.postgresql, self._nginx, self.backing.redis)
        return {child.name: child_seconds(child) for child in others}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._nginx.stop()
        for server in self.servers:
            server.__exit__(kind, error, trace)
        self._folder.cleanup()


def start_child(child: Child) -> None:
    """Start a program. Raises ServerFailed with what it said."""
    try:
        child.start()
    except Failed as failed:
        child.stop()
        raise ServerFailed(str(failed)) from failed


def child_seconds(child: Child) -> float:
    """Give the processor time of a program and all it started so far."""
    assert child.process is not None
    return processes.tree_cpu_seconds(child.process.pid)


@contextmanager
def opened(cluster: bool, slow_disk_ms: int = 0) -> Iterator[Served]:
    """Give one process on SQLite, or a cluster; not started yet."""
    if cluster:
        with Backing() as backing, Clustered(backing) as clustered:
            yield clustered
    else:
        with Server(slow_disk_ms) as server:
            yield server


def of_what(cluster: bool) -> str:
    """Write what stands in a title for a server of this kind."""
    return f" of a cluster ({PROCESSES} processes, nginx, PostgreSQL, Redis)" if cluster else ""
