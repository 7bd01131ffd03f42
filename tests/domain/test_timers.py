"""A countdown: what it shows while it runs, stands, is over, or waits for the meeting."""

from __future__ import annotations

from sessions.live import clocks
from sessions.live.timers import Clock
from tests.domain.making import Made

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


def test_what_was_spent_is_what_ran_off_however_often_time_was_given() -> None:
    """Given more, set anew, paused and gone on: only running time counts, and never less than nothing."""
    clock = IDLE.started(0, 100).extended(10, 60).paused(50).extended(70, 40)
    assert clock.spent(500) == 50
    again = clock.started(1000, 30)
    assert again.spent(1090) == 140
    assert again.held(1090).resumed(2000).spent(2010) == 150
    assert IDLE.started(1000, 100).spent(900) == 0


def test_minutes_added_and_not_used_are_not_taken_off_what_a_stage_took(made: Made) -> None:
    """Two minutes of eight, with five added, are two minutes; coming back goes on from there."""
    made.start()
    made.go(0, "reporting")
    made.do(clocks.control, made.host, "extend", "stage", 300)
    made.now += 120_000
    made.go(0, "inquiry")
    assert spent(made) == 120_000

    made.go(0, "reporting")
    made.now += 60_000
    made.do(clocks.control, made.host, "start", "stage", 600)
    made.now += 30_000
    made.go(0, "inquiry")
    assert spent(made) == 210_000


def spent(made: Made) -> int | None:
    """Return what the first subject's report took, as the agenda says."""
    taken: int | None = made.see()["agenda"][1]["stages"][0]["spent_ms"]
    return taken
