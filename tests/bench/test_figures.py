"""The figures of the benchmarks: percentiles as usual, and a table that lines up."""

import math

import pytest

from bench.figures import median, ms, percentile, table, verdict
from bench.soak import Soak


@pytest.mark.parametrize(("percent", "value"), [(1, 1), (50, 50), (95, 95), (99, 99), (100, 100)])
def test_a_percentile_is_a_value_that_was_measured(percent: float, value: float) -> None:
    """Of 1 to 100 in any order, the nth percentile is n."""
    assert percentile([float(n) for n in range(100, 0, -1)], percent) == value


def test_nothing_measured_is_no_figure() -> None:
    """Of no values there is neither percentile nor median, and the table shows a dash."""
    assert math.isnan(percentile([], 50))
    assert math.isnan(median([]))
    assert ms(percentile([], 99)) == "-"


def test_a_table_lines_up() -> None:
    """Names stand left, numbers right, and the head is ruled off."""
    lines = table("title", [["run", "acks"], ["echo", "4000"], ["b", "7"]]).splitlines()

    assert lines == ["title", "", "run   acks", "----  ----", "echo  4000", "b        7"]


def test_a_verdict_says_reached_missed_or_nothing() -> None:
    """A run smaller than the target's is no proof either way."""
    assert verdict("a", "b", True) == "reached: wanted a; measured b\n"
    assert verdict("a", "b", False).startswith("MISSED: ")
    assert verdict("a", "b", True, judged=False).startswith("not judged")


def test_memory_that_grows_has_a_slope_and_a_peak_has_none() -> None:
    """The slope is of the second half, after all has warmed up, and one high turn does not bend it."""
    growing, flat = Soak([100, 200, 300, 310, 320, 330]), Soak([100, 900, 300, 300, 999, 300, 300])

    assert growing.slope_kb() == 10
    assert flat.slope_kb() == 0
