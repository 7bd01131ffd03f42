"""A countdown: what it shows while it runs, stands, is over, or waits for the meeting."""

from __future__ import annotations

from sessions.live.timers import Clock

IDLE = Clock()


def test_a_running_clock_says_when_it_ends() -> None:
    """Clients count down to ends_at themselves."""
    assert IDLE.started(1000, 500).view() == {"state": "running", "ends_at": 1500, "left_ms": None}


def test_a_paused_clock_keeps_what_is_left_also_below_zero() -> None:
    """A talk that ran over is over by the same time when it goes on."""
    assert IDLE.started(1000, 500).paused(1700).view() == {"state": "paused", "ends_at": None, "left_ms": -200}


def test_the_meetings_pause_holds_only_what_ran() -> None:
    """A clock that the host had paused stays paused when the meeting resumes; a running one goes on."""
    ran, stood = IDLE.started(0, 100), IDLE.started(0, 100).paused(10)

    assert ran.held(40).view()["state"] == "paused"
    assert ran.held(40).resumed(1000) == Clock("running", 1060)
    assert stood.held(40).resumed(1000) == stood


def test_more_time_is_added_in_every_state() -> None:
    """Running, paused and idle clocks all take an extension."""
    assert IDLE.started(0, 100).extended(50, 60).ends_at == 160
    assert IDLE.started(0, 100).paused(50).extended(50, 60).left_ms == 110
    assert IDLE.extended(50, 60) == Clock("running", 110)
