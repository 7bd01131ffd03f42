"""The clock of a process: it goes with the time that passes, whatever is done to the system's clock."""

from __future__ import annotations

import pytest

from app.clock import DRAWS_NEAR, SteadyClock


class System:
    """A machine's clocks: the one on the wall, which may be set, and one that only measures."""

    def __init__(self) -> None:
        self.wall, self.elapsed = 1_800_000_000.0, 500.0

    def pass_by(self, seconds: float) -> None:
        """Let time pass."""
        self.wall += seconds
        self.elapsed += seconds


@pytest.mark.parametrize("leap", [3600.0, -3600.0])
def test_a_leap_of_the_system_s_clock_is_no_leap_here(leap: float) -> None:
    """An hour forth or back: a minute later a minute has passed, give or take what draws it near."""
    system = System()
    clock = SteadyClock(lambda: system.wall, lambda: system.elapsed)
    before = clock.time()
    system.wall += leap
    assert clock.time() == before

    for _ in range(120):
        system.pass_by(0.5)
        assert before < clock.time()
    assert clock.time() - before == pytest.approx(60, abs=60 * DRAWS_NEAR + 0.001)


def test_it_draws_near_and_then_goes_with_the_system_s_clock() -> None:
    """Ten seconds are made good within a quarter of an hour or so, and not overdone."""
    system = System()
    clock = SteadyClock(lambda: system.wall, lambda: system.elapsed)
    system.wall += 10

    for _ in range(11):
        system.pass_by(100)
        assert clock.time() <= system.wall
    assert clock.time() == pytest.approx(system.wall)
