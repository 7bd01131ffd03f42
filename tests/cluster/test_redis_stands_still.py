"""A Redis that takes every word and answers none, as on a machine that hangs: it costs a moment, once."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest
from limits import RateLimitItemPerMinute

from app import limits as limiting
from app.limits import Limits
from deploy.cluster.redis_server import RedisServer
from tests.cluster.conftest import OpenPair
from tests.cluster.pair import Spread
from tests.cluster.test_two_processes import both, take_notice
from tests.sockets.hall import QIN
from tests.sockets.wire import Wires
from tests.waiting import wait_for

MANY = RateLimitItemPerMinute(1000, namespace="test")


@pytest.fixture
def standing(redis_server: RedisServer) -> Iterator[RedisServer]:
    """A Redis that a test lets stand still; it goes on afterwards, so that it can be stopped."""
    yield redis_server
    send(redis_server, signal.SIGCONT)


def send(server: RedisServer, what: signal.Signals) -> None:
    """Send a signal to it."""
    assert server.process is not None
    os.kill(server.process.pid, what)


def test_the_meeting_goes_on(open_pair: OpenPair, standing: RedisServer, wires: Wires) -> None:
    """Commands and updates as without Redis, joining a second later at most; once it answers, both find it."""
    pair = open_pair(REDIS_URL=standing.url)
    hall = Spread(pair, wires).begin()
    near, far = both(pair, wires, hall.info["screen_access"])
    wait_for(lambda: all(server.figure("shuping_redis_connected") for server in pair))

    send(standing, signal.SIGSTOP)
    late = [take_notice(hall, far, f"第{n}次") for n in range(3)]
    begun = time.monotonic()
    seats = hall.seats(party_delegate=4)
    took = time.monotonic() - begun
    round_id = hall.open_round(QIN)
    for seat in seats:
        assert seat("ballot.cast", **hall.sheet(round_id, QIN))["receipt"]

    assert max(late) < 1.5
    # each process waits for it once, and then leaves it alone
    assert took < 2 * 2 * limiting.PATIENCE_S + 2.5
    wait_for(lambda: not any(server.figure("shuping_redis_connected") for server in pair), 20)
    assert near.until(lambda s: s == far.sections)
    send(standing, signal.SIGCONT)
    wait_for(lambda: all(server.figure("shuping_redis_connected") for server in pair), 20)


def test_one_try_finds_out_whether_it_is_back(standing: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """All others go on by this process's own memory meanwhile."""
    limits = Limits(standing.url)
    limits.take(MANY, "a")
    send(standing, signal.SIGSTOP)
    limits.take(MANY, "a")
    monkeypatch.setattr(limits, "_again_at", 0.0)
    took: list[float] = []

    def try_it() -> None:
        begun = time.monotonic()
        limits.take(MANY, "a")
        took.append(time.monotonic() - begun)

    threads = [threading.Thread(target=try_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert sorted(took)[-2] < limiting.PATIENCE_S / 2
