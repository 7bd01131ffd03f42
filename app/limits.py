"""How often somebody may try: tight by slip, loose by address, since a whole hall stands behind one address."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis import RedisError

from app.config import Settings
from app.logs import log
from app.redis_pool import pool
from sessions.errors import RateLimited

T = TypeVar("T")

JOIN_BY_ADDRESS = RateLimitItemPerMinute(6000, namespace="join-address")
"""Three times a hall of 2,000 that all join, and reload, within one minute."""
JOIN_BY_SLIP = RateLimitItemPerMinute(20, namespace="join-slip")
CODE = RateLimitItemPerMinute(10, namespace="code")
WRONG_CODES = RateLimitItemPerMinute(500, 10, namespace="wrong-codes")
"""For everybody together. A code has 40 bits: at this pace a guess hits one of 2,000 slips once in 20 years."""
WRONG_CODES_BY_ADDRESS = RateLimitItemPerMinute(200, 10, namespace="wrong-codes-address")
LOGIN_BY_NAME = RateLimitItemPerMinute(5, 15, namespace="login-name")
"""For one name from one address, so that a stranger cannot lock the host out of the host's own machine."""
LOGIN_BY_ADDRESS = RateLimitItemPerMinute(30, 15, namespace="login-address")
SWEEP_SECONDS = 60
PATIENCE_S, AGAIN_S = 0.5, 5.0
"""How long Redis may take for one answer, and how long it is left alone after none came."""


def open_seats(hall: int) -> RateLimitItem:
    """Return how many seats one address may take by open join: a whole hall a minute, since it may stand behind one."""
    return RateLimitItemPerMinute(max(hall, 1), namespace="open-seats")


class Wait(RateLimited):
    """Refuse for now; ``seconds`` says how long."""

    def __init__(self, seconds: int, reason: str = "操作太快了") -> None:
        self.seconds = seconds
        super().__init__(f"{reason}，请过 {spoken(seconds)}再试。")


class Memory(MemoryStorage):
    """The library's memory, swept once a minute: by itself it walks through all keys, in a new thread, at every try."""

    def __init__(self) -> None:
        self._swept = time.monotonic()
        super().__init__()

    def _MemoryStorage__schedule_expiry(self) -> None:  # the library's own name: tests watch it
        if time.monotonic() - self._swept < SWEEP_SECONDS:
            return
        self._swept = time.monotonic()
        now = time.time()
        for key, tries in list(self.events.items()):
            # newest first, of one rate: with the newest they are all over
            if not tries or tries[0].expiry <= now:
                self.clear(key)


class Limits:
    """The tries of the last minutes: in Redis for all processes together, else in this process's memory.

    While Redis is away each process counts by itself; nobody is refused, and nobody let through, because of it.
    """

    def __init__(self, redis_url: str | None = None) -> None:
        self._own = MovingWindowRateLimiter(Memory())
        self._shared = None
        if redis_url is not None:
            storage = RedisStorage(redis_url, connection_pool=pool(redis_url, PATIENCE_S), key_prefix="shuping")
            self._shared = MovingWindowRateLimiter(storage)
        self._away = False
        self._again_at = 0.0

    def take(self, rate: RateLimitItem, *key: str, reason: str = "操作太快了") -> None:
        """Count one try. Raises Wait when there were too many."""
        if not self._ask(lambda window: bool(window.hit(rate, *key))):
            raise Wait(self._seconds(rate, *key), reason)

    def check(self, rate: RateLimitItem, *key: str, reason: str = "操作太快了") -> None:
        """Raise Wait when there were too many tries; count none."""
        if not self._ask(lambda window: bool(window.test(rate, *key))):
            raise Wait(self._seconds(rate, *key), reason)

    def left(self, rate: RateLimitItem, *key: str) -> int:
        """Return how many tries are left."""
        return max(0, self._ask(lambda window: int(window.get_window_stats(rate, *key).remaining)))

    def forget(self, rate: RateLimitItem, *key: str) -> None:
        """Forget the tries of this key, after one that was right."""
        self._ask(lambda window: window.clear(rate, *key))

    def _seconds(self, rate: RateLimitItem, *key: str) -> int:
        reset = self._ask(lambda window: float(window.get_window_stats(rate, *key).reset_time))
        return max(1, math.ceil(reset - time.time()))

    def _ask(self, question: Callable[[MovingWindowRateLimiter], T]) -> T:
        """Ask Redis, or our own memory while it is away."""
        if self._shared is not None and time.monotonic() >= self._again_at:
            if self._away:
                # this one finds out; the others need not wait with it
                self._again_at = time.monotonic() + AGAIN_S
            try:
                answer = question(self._shared)
            except RedisError as error:
                # said once; the next try comes later, so that not every phone waits for a Redis that is away
                self._again_at = time.monotonic() + AGAIN_S
                if not self._away:
                    log.warning("limits.redis_lost", kind=type(error).__name__)
                self._away = True
            else:
                self._away, self._again_at = False, 0.0
                return answer
        return question(self._own)


def init_app(app: Flask, settings: Settings) -> None:
    """Give the app its limits, as ``app.extensions["limits"]``."""
    app.extensions["limits"] = Limits(settings.redis_url)


def address() -> str:
    """Return who asks: the address, of IPv6 the network, since one machine has as many addresses there as it likes."""
    text = request.remote_addr or ""
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return text


def spoken(seconds: int) -> str:
    """Return a time as people say it: 40 秒, 3 分钟."""
    return f"{seconds} 秒" if seconds < 60 else f"{math.ceil(seconds / 60)} 分钟"
