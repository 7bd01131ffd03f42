"""All the programs of one machine: PostgreSQL, Redis, the server processes, nginx."""

from __future__ import annotations

import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from app.config import EVERY_ADDRESS, Settings
from deploy.cluster.child import Child, Failed
from deploy.cluster.nginx import Nginx
from deploy.cluster.ports import free_port
from deploy.cluster.postgresql import Postgresql
from deploy.cluster.redis_server import RedisServer
from sessions.database import is_sqlite


class Cluster:
    """Start all of them in their order, watch them, stop them."""

    def __init__(self, folder: Path, settings: Settings, processes: int, spread: str, command: str) -> None:
        self._settings = settings
        self._folder = folder
        self._command = command
        # a DATABASE_URL that was given names one that runs already
        given = not is_sqlite(settings.database_url)
        self._database = None if given else Postgresql(folder / "postgresql", folder / "postgresql.log")
        self._redis = RedisServer(folder, folder / "redis.log")
        self._ports = [free_port() for _ in range(processes)]
        # a folder of its own: what it caches is told from what is kept
        (folder / "nginx").mkdir(exist_ok=True)
        host = "" if settings.host in EVERY_ADDRESS else settings.host
        self._nginx = Nginx(folder / "nginx", settings.port, self._ports, host=host, spread=spread)
        self.servers = [self._server("serve", port) for port in self._ports]
        self._started: list[Child] = []

    def start(self) -> None:
        """Start everything. Raise Failed."""
        if self._database is not None:
            self._start(self._database)
        self._start(self._redis)
        # the first one of a demonstration brings the database up to date and says where everything is
        first = self._server(self._command, self._ports[0], silent=False)
        for n, server in enumerate([first, *self.servers[1:]]):
            self._start(server)
            server.wait_until(lambda port=self._ports[n]: is_ready(port))  # type: ignore[misc]
        self.servers[0] = first
        self._start(self._nginx)

    def introduce(self) -> None:
        """Say what runs where."""
        print(f"\n集群：nginx 在端口 {self._settings.port}，服务进程：")
        for server, port in zip(self.servers, self._ports, strict=True):
            pid = server.process.pid if server.process else 0
            print(f"  进程 {pid}    端口 {port}    数字 http://127.0.0.1:{port}/metrics")
        print(f"数据和日志在 {self._folder}。结束一个进程试试（kill -9 进程号），手机会接到另一个上。", flush=True)

    def watch(self) -> None:
        """Start again what ends, as the system's manager would, until interrupted."""
        while True:
            time.sleep(0.5)
            for n, child in enumerate(self.servers):
                if not child.runs:
                    print(f"端口 {self._ports[n]} 的服务进程结束了，重新启动。", flush=True)
                    self._started.remove(child)
                    self.servers[n] = self._server("serve", self._ports[n])
                    self._start(self.servers[n])
            for child in self._started:
                if not child.runs:
                    raise Failed(f"{child.name} 结束了。{child.last_words()}")

    def stop(self) -> None:
        """Stop everything, the last that came first."""
        for child in reversed(self._started):
            child.stop()

    def _start(self, child: Child) -> None:
        self._started.append(child)
        child.start()

    def _server(self, command: str, port: int, *, silent: bool = True) -> Child:
        database = self._database.url() if self._database is not None else self._settings.database_url
        settings = {
            "DATABASE_URL": database, "REDIS_URL": self._redis.url, "DATA_DIR": str(self._folder),
            "SECRET_KEY": self._settings.secret_key, "PUBLIC_URL": self._settings.public_url, "HOST": "127.0.0.1",
            "PORT": str(port), "TRUSTED_PROXIES": "1", "PYTHONUNBUFFERED": "1",
        }  # fmt: skip
        python = [sys.executable, "-m", "app", command]
        log = self._folder / f"server-{port}.log" if silent else None
        return Child(f"服务进程（端口 {port}）", python, log, {**os.environ, **settings})


def is_ready(port: int) -> bool:
    """Return whether a server process and its database answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
