"""The line to Redis: it may be slow, away or restarted at any time, and nobody may wait long for it."""

from __future__ import annotations

from typing import Any

from redis import ConnectionPool
from redis.backoff import NoBackoff
from redis.retry import Retry


def pool(url: str, patience_s: float, **more: Any) -> ConnectionPool:
    """Return connections that give up after ``patience_s`` of silence, in reaching Redis as in asking it."""
    return ConnectionPool.from_url(
        url, socket_timeout=patience_s, socket_connect_timeout=patience_s, protocol=2,
        # once more at once: the line that was open may be of a Redis that has restarted since
        retry=Retry(NoBackoff(), 1), **more,
    )  # fmt: skip
