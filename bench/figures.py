"""Percentiles, medians and the printed table."""

import math
import statistics
from collections.abc import Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """Give the smallest value that `percent` of all do not exceed; nan of nothing."""
    if not values:
        return math.nan
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def median(values: Sequence[float]) -> float:
    """Give the middle value; nan of nothing."""
    return statistics.median(values) if values else math.nan


def ms(seconds: float) -> str:
    """Write seconds as whole milliseconds."""
    return "-" if math.isnan(seconds) else f"{seconds * 1000:.0f} ms"


def verdict(wanted: str, measured: str, reached: bool, judged: bool = True) -> str:
    """Say in one line whether a target was reached, with the figure; not judged where the run was smaller than it."""
    word = ("reached" if reached else "MISSED") if judged else "not judged, a smaller run than the target's"
    return f"{word}: wanted {wanted}; measured {measured}\n"


def table(title: str, rows: Sequence[Sequence[str]]) -> str:
    """Lay out rows (the first is the head) in columns, numbers to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = [title, ""]
    for row in rows:
        lines.append(
            "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        )
        if row is rows[0]:
            lines.append("  ".join("-" * w for w in widths))
    return "\n".join(lines) + "\n"
