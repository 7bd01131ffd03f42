"""Limits are tight by slip and loose by address: a hall of 2,000 stands behind one."""

from __future__ import annotations

import threading
import time

import pytest
from flask import Flask
from limits import RateLimitItemPerMinute

from app import limits as module
from app.limits import JOIN_BY_ADDRESS, JOIN_BY_SLIP, Limits, Memory, Wait, address, spoken

THREE = RateLimitItemPerMinute(3, namespace="test")


def test_a_hall_behind_one_address_gets_in_and_reloads() -> None:
    """2,000 phones join within one minute, and each loads its page again."""
    limits = Limits()

    for seat in range(2000):
        for _ in range(2):
            limits.take(JOIN_BY_ADDRESS, "192.168.1.1")
            limits.take(JOIN_BY_SLIP, str(seat))


def test_too_many_tries_are_told_how_long_to_wait() -> None:
    """The fourth of three is refused, with the time in the message; another key is not touched."""
    limits = Limits()
    for _ in range(3):
        limits.take(THREE, "a")

    with pytest.raises(Wait, match=r"请过 (1 分钟|\d+ 秒)再试") as refused:
        limits.take(THREE, "a", reason="输错的次数太多")

    assert refused.value.code == "rate.limited"
    assert refused.value.message.startswith("输错的次数太多")
    assert 50 <= refused.value.seconds <= 60
    limits.take(THREE, "b")


def test_tries_are_free_again_when_their_minute_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window moves: no lock lasts longer than said."""
    limits = Limits()
    for _ in range(3):
        limits.take(THREE, "a")
    later = time.time() + 61

    monkeypatch.setattr(time, "time", lambda: later)
    limits.take(THREE, "a")


def test_checking_costs_nothing_and_forgetting_frees() -> None:
    """Only take counts; a right try wipes the wrong ones."""
    limits = Limits()
    for _ in range(10):
        limits.check(THREE, "a")
    assert limits.left(THREE, "a") == 3
    for _ in range(3):
        limits.take(THREE, "a")
    with pytest.raises(Wait):
        limits.check(THREE, "a")

    limits.forget(THREE, "a")

    assert limits.left(THREE, "a") == 3


def test_a_try_starts_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's own memory would start one for nearly every phone that joins."""
    limits = Limits()
    time.sleep(0.05)  # the library starts one with its memory, for a hundredth of a second
    started: list[threading.Thread] = []
    monkeypatch.setattr(threading.Thread, "start", started.append)

    for seat in range(100):
        limits.take(JOIN_BY_SLIP, str(seat))

    assert started == []


def test_old_tries_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a minute the next try sweeps out those that are over."""
    memory = Memory()
    for seat in range(100):
        memory.acquire_entry(str(seat), 3, 60)
    late, later = time.time() + 61, time.monotonic() + module.SWEEP_SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: late)
    monkeypatch.setattr(time, "monotonic", lambda: later)

    memory.acquire_entry("new", 3, 60)

    assert set(memory.events) == {"new"}


@pytest.mark.parametrize(
    ("remote", "key"),
    [
        ("192.168.1.7", "192.168.1.7"),
        ("::ffff:192.168.1.7", "192.168.1.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_one_machine_is_one_address(remote: str, key: str) -> None:
    """Of IPv6 the network counts: a machine has as many addresses in it as it likes."""
    with Flask(__name__).test_request_context(environ_base={"REMOTE_ADDR": remote}):
        assert address() == key


def test_times_are_said_as_people_say_them() -> None:
    """Seconds below a minute, whole minutes above, never too short."""
    assert [spoken(s) for s in (1, 59, 60, 61, 900)] == ["1 秒", "59 秒", "1 分钟", "2 分钟", "15 分钟"]
