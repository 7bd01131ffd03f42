"""A Redis of our own, in memory only: what passes through it may be lost at any time."""

from __future__ import annotations

from pathlib import Path

import redis

from deploy.cluster.child import Child
from deploy.cluster.needs import program


class RedisServer(Child):
    """Redis behind a socket in a folder; ``url`` is what REDIS_URL takes."""

    def __init__(self, folder: Path, log: Path) -> None:
        self._door = folder / "redis.sock"
        self.url = f"unix://{self._door}"
        settings = ["--port", "0", "--unixsocket", str(self._door), "--unixsocketperm", "700", "--dir", str(folder)]
        memory = ["--save", "", "--appendonly", "no", "--maxmemory", "64mb"]
        super().__init__("Redis", [program("redis-server") or "redis-server", *settings, *memory], log)

    def start(self) -> None:
        """Start it and wait until it answers."""
        super().start()
        self.wait_until(self.answers)

    def answers(self) -> bool:
        """Return whether it lets a client in."""
        try:
            return bool(redis.Redis.from_url(self.url, socket_timeout=1).ping())
        except redis.RedisError:
            return False
