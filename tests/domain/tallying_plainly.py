"""The score of DOMAIN.md 5, worked out the long way round: an oracle that shares nothing with sessions.live.tally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

VALUES = {"excellent": 100, "good": 80, "fair": 60, "poor": 40}


def score_of(
    papers: Sequence[tuple[str, Mapping[str, str]]], weights: Mapping[str, int], items: Mapping[str, int]
) -> str | None:
    """Return S as people read it, from papers (category, grades); 弃权 is empty, 不了解 is not scored."""
    top, bottom = Fraction(0), Fraction(0)
    for category, weight in weights.items():
        mine = [grades for kind, grades in papers if kind == category and grades]
        points, worth = Fraction(0), Fraction(0)
        for item, item_weight in items.items():
            scored = [VALUES[grades[item]] for grades in mine if grades[item] in VALUES]
            if scored:
                points += Fraction(sum(scored), len(scored)) * item_weight
                worth += item_weight
        if worth:
            top += weight * points / worth
            bottom += weight
    if not bottom:
        return None
    exact = top / bottom
    # one more digit than is shown would round twice; a Decimal of 60 digits decides a tie only where there is one
    wide = Decimal(exact.numerator) / Decimal(exact.denominator)
    return str(wide.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
