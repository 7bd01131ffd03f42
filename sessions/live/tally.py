"""Count the ballots of a round and work out its result (DOMAIN.md 5), purely and exactly.

Nothing here knows of rows, seats or time. Scores are fractions from end to end: `shown` rounds them, half up, at the
very last step, so that anybody who recounts with a pencil gets the same two decimals and no rank hangs on rounding.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Counts = dict[str, dict[str, dict[str, int]]]
"""category -> item key (the overall item too) -> grade key -> how many; what is stored at the close"""

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class FormItem:
    """One line of an appraisal form; the overall one has no part in the score."""

    key: str
    name: str
    weight: int
    overall: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a form's scale, best first; the value None is 不了解 and never scored."""

    key: str
    name: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Weighting:
    """A category and its weight in the score; with none (or 0) it is counted and shown, but not in the score."""

    key: str
    weight: int | None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a meeting sets: k of the small groups, the base of the rates (`valid` or `collected`), and the quorum."""

    small_group: int
    rate_base: str
    quorum: Fraction

    def quorum_met(self, cast: int, present: int) -> bool:
        """Say whether more than the quorum of those present (less the recused) cast a ballot."""
        return cast > self.quorum * present


@dataclass(frozen=True, slots=True)
class Group:
    """Categories whose score may be shown together: at least k counted ballots."""

    categories: tuple[str, ...]
    cast: int
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class Rates:
    """First grade, and first two, in percent over `base` ballots; None where the base is 0."""

    base: int
    excellent: Fraction | None
    good_or_better: Fraction | None


@dataclass(frozen=True, slots=True)
class Tally:
    """The result of one subject in one round; `withheld` where too few ballots count, and then without any score."""

    counted: int
    withheld: bool
    score: Fraction | None
    rates: Rates
    overall: dict[str, int]
    items: tuple[tuple[str, Fraction | None], ...]
    groups: tuple[Group, ...]


def count(
    ballots: Iterable[tuple[str, Mapping[str, str]]], items: Sequence[FormItem], grades: Sequence[Grade]
) -> Counts:
    """Count the grades of ballots that are not abstained, each given as its category and {item: grade}.

    Every grade of every item stands in the result, zeros too, for each category that cast a ballot. An item or grade
    that the form does not have raises KeyError: such a ballot can only come from a damaged database.
    """
    counts: Counts = {}
    for category, graded in ballots:
        if category not in counts:
            counts[category] = {item.key: {grade.key: 0 for grade in grades} for item in items}
        for item_key, grade_key in graded.items():
            counts[category][item_key][grade_key] += 1
    return counts


def tally(
    counts: Counts,
    ballots_by_category: Mapping[str, int],
    abstained_by_category: Mapping[str, int],
    items: Sequence[FormItem],
    grades: Sequence[Grade],
    categories: Sequence[Weighting],
    rules: Rules,
) -> Tally:
    """Work out the result from the counts of one subject in one round.

    `ballots_by_category` holds the counted ballots (cast and not abstained), `abstained_by_category` the 弃权 ones;
    categories stand in the meeting's order. Where fewer than k ballots of the weighted categories count, everything
    but `counted` is withheld, the groups without weight too: a score of so few would tell who gave it.
    """
    weighted = [c for c in categories if c.weight]
    unweighted = [c for c in categories if not c.weight]
    counted = sum(ballots_by_category.get(c.key, 0) for c in categories)
    if sum(ballots_by_category.get(c.key, 0) for c in weighted or unweighted) < rules.small_group:
        return Tally(counted, True, None, Rates(0, None, None), {}, (), ())
    means = _item_means(counts, items, grades, categories)
    scores = {c.key: _mean((i.weight, means[c.key, i.key]) for i in items if not i.overall) for c in categories}
    overall = _pooled_overall(counts, items, grades, weighted)
    abstained = sum(abstained_by_category.get(c.key, 0) for c in weighted)
    return Tally(
        counted=counted,
        withheld=False,
        score=_mean((c.weight or 0, scores[c.key]) for c in weighted),
        rates=_rates(overall, grades, abstained, rules),
        overall=overall,
        items=tuple(
            (i.key, _mean((c.weight or 0, means[c.key, i.key]) for c in weighted)) for i in items if not i.overall
        ),
        groups=(
            *_groups(weighted, ballots_by_category, scores, rules.small_group),
            *_groups(unweighted, ballots_by_category, scores, rules.small_group),
        ),
    )


def shown(x: Fraction | None) -> str | None:
    """Write a score as people read it: two decimals, rounded half up; None stays None."""
    if x is None:
        return None
    hundredths = (x * 200 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def rank(scores: Sequence[Fraction | None]) -> list[int | None]:
    """Rank by unrounded score, the highest first; equal scores share a rank (1, 2, 2, 4), no score has none."""
    return [None if score is None else 1 + sum(s is not None and s > score for s in scores) for score in scores]


def _mean(weighted: Iterable[tuple[int, Fraction | None]]) -> Fraction | None:
    """Take the weighted mean of what is defined; None if nothing is, or all of it weighs nothing."""
    total, weights = Fraction(0), 0
    for weight, value in weighted:
        if value is not None:
            total, weights = total + weight * value, weights + weight
    return total / weights if weights else None


def _item_means(
    counts: Counts, items: Sequence[FormItem], grades: Sequence[Grade], categories: Sequence[Weighting]
) -> dict[tuple[str, str], Fraction | None]:
    """Give m[c,i], the mean over scored grades, for each category and item."""
    values = [(g.key, Fraction(g.value)) for g in grades if g.value is not None]
    means: dict[tuple[str, str], Fraction | None] = {}
    for c in categories:
        for i in items:
            n = counts.get(c.key, {}).get(i.key, {})
            means[c.key, i.key] = _mean((n.get(grade, 0), value) for grade, value in values)
    return means


def _pooled_overall(
    counts: Counts, items: Sequence[FormItem], grades: Sequence[Grade], weighted: Sequence[Weighting]
) -> dict[str, int]:
    """Add up the overall grades of all weighted categories, every grade, zeros too."""
    key = next(i.key for i in items if i.overall)
    return {g.key: sum(counts.get(c.key, {}).get(key, {}).get(g.key, 0) for c in weighted) for g in grades}


def _rates(overall: Mapping[str, int], grades: Sequence[Grade], abstained: int, rules: Rules) -> Rates:
    """Give the share of the best grade and of the best two among the scored or among all collected ballots."""
    scored = [overall[g.key] for g in grades if g.value is not None]
    base = sum(overall.values()) + abstained if rules.rate_base == "collected" else sum(scored)
    if not base:
        return Rates(0, None, None)
    return Rates(base, Fraction(_PERCENT * sum(scored[:1]), base), Fraction(_PERCENT * sum(scored[:2]), base))


def _groups(
    categories: Sequence[Weighting], cast: Mapping[str, int], scores: Mapping[str, Fraction | None], k: int
) -> list[Group]:
    """Merge the smallest with the next smallest until each group has k counted ballots; none if all have fewer.

    A group keeps the meeting's order inside, and stands where its first category does, also when sizes are equal.
    Categories without weight are merged by plain mean.
    """
    merged = [[c] for c in categories]

    def size(group: list[Weighting]) -> int:
        return sum(cast.get(c.key, 0) for c in group)

    while len(merged) > 1 and min(map(size, merged)) < k:
        smallest, next_smallest = sorted(merged, key=size)[:2]  # stable: ties stay in the meeting's order
        together = [c for c in categories if c in smallest or c in next_smallest]
        merged = [g for g in merged if g not in (smallest, next_smallest)] + [together]
        merged.sort(key=lambda g: categories.index(g[0]))
    return [
        Group(tuple(c.key for c in g), size(g), _mean((c.weight or 1, scores[c.key]) for c in g))
        for g in merged
        if size(g) >= k
    ]
