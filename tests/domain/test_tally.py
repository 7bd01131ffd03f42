"""The tally: the worked example, the rates, and any meeting against a slow count by hand."""

import random
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.live.tally import Weighting, rank, shown
from tests.domain.tallying import (
    CATEGORIES,
    GRADES,
    ITEMS,
    Ballot,
    alike,
    ballots_for,
    example_ballots,
    meetings,
    rules,
    tally_of,
)

VALUE = {g.key: g.value for g in GRADES}
WEIGHT = {i.key: i.weight for i in ITEMS if not i.overall}
PARTY_DELEGATE, NPC_DEPUTY, *_ = CATEGORIES


class ByHand:
    """The formulas of DOMAIN.md 5 ballot by ballot, sharing nothing with the tally under test."""

    def __init__(self, ballots: Sequence[Ballot], categories: Sequence[Weighting]) -> None:
        self.ballots, self.weights = ballots, {c.key: c.weight or 0 for c in categories}

    def item_mean(self, category: str, item: str) -> Fraction | None:
        scored = [v for c, grades in self.ballots if c == category and (v := VALUE[grades[item]]) is not None]
        return Fraction(sum(scored), len(scored)) if scored else None

    def category_score(self, category: str) -> Fraction | None:
        defined = {i: m for i in WEIGHT if (m := self.item_mean(category, i)) is not None}
        if not defined:
            return None
        return sum((WEIGHT[i] * m for i, m in defined.items()), Fraction(0)) / sum(WEIGHT[i] for i in defined)

    def over_all(self, by_category: dict[str, Fraction | None]) -> Fraction | None:
        defined = {c: s for c, s in by_category.items() if s is not None and self.weights[c]}
        if not defined:
            return None
        return sum((self.weights[c] * s for c, s in defined.items()), Fraction(0)) / sum(
            self.weights[c] for c in defined
        )

    def score(self) -> Fraction | None:
        return self.over_all({c: self.category_score(c) for c in self.weights})

    def item(self, item: str) -> Fraction | None:
        return self.over_all({c: self.item_mean(c, item) for c in self.weights})


def test_the_worked_example_comes_out_exactly() -> None:
    """The example of DOMAIN.md 5 gives its fractions, its rates and its merged group."""
    result = tally_of(example_ballots())

    assert result.counted == 27
    assert result.score == Fraction(3150743, 37800)
    assert shown(result.score) == "83.35"
    assert {key: shown(m) for key, m in result.items} == {
        "a": "86.08",
        "b": "85.40",
        "c": "80.79",
        "d": "78.08",
        "e": "92.47",
    }
    assert result.overall == {"excellent": 11, "good": 11, "fair": 4, "poor": 0, "unknown": 1}
    assert result.rates.base == 26
    assert (shown(result.rates.excellent), shown(result.rates.good_or_better)) == ("42.31", "84.62")
    assert [(g.categories, g.cast, shown(g.score)) for g in result.groups] == [
        (("party_delegate",), 10, "86.14"),
        (("npc_deputy",), 8, "82.96"),
        (("cppcc_member", "sector_representative"), 9, "81.55"),
    ]


def test_the_worked_example_by_category() -> None:
    """With groups as small as three, each category of the example shows its own exact score."""
    result = tally_of(example_ballots(), k=3)

    assert [g.score for g in result.groups] == [
        Fraction(7753, 90),
        Fraction(2323, 28),
        Fraction(2200, 27),
        Fraction(245, 3),
    ]


@given(meetings().flatmap(lambda m: st.tuples(st.just(m), ballots_for(m))))
def test_every_score_is_the_one_counted_by_hand(drawn: tuple[list[Weighting], list[Ballot]]) -> None:
    """For any ballots of any meeting the score and the items are the formulas', and withheld exactly below k."""
    categories, ballots = drawn
    result, by_hand = tally_of(ballots, categories, k=3), ByHand(ballots, categories)
    that_weigh = {c.key for c in categories if c.weight} or {c.key for c in categories}

    assert result.counted == len(ballots)
    assert result.withheld == (sum(c in that_weigh for c, _ in ballots) < 3)
    if not result.withheld:
        assert result.score == by_hand.score()
        assert result.items == tuple((i, by_hand.item(i)) for i in WEIGHT)
        for group in result.groups:
            if len(group.categories) == 1:
                assert group.score == by_hand.category_score(group.categories[0])


@given(ballots_for(CATEGORIES), st.randoms(use_true_random=False))
def test_the_order_of_ballots_does_not_matter(ballots: list[Ballot], chance: random.Random) -> None:
    """The same ballots in another order give the same result."""
    shuffled = ballots[:]
    chance.shuffle(shuffled)

    assert tally_of(shuffled, k=3) == tally_of(ballots, k=3)


@given(ballots_for(CATEGORIES))
def test_a_category_that_is_absent_does_not_count_with_zero(ballots: list[Ballot]) -> None:
    """A further category, however heavy, changes no score as long as nobody of it has cast."""
    here, with_absent = tally_of(ballots), tally_of(ballots, [*CATEGORIES, Weighting("absent", 60)])

    assert with_absent.score == here.score
    assert with_absent.items == here.items


@given(st.integers(1, 20), st.integers(0, 20))
def test_categories_weigh_by_their_weight_and_not_by_their_ballots(many: int, few: int) -> None:
    """One ballot of a category of the same weight pulls as much as many of another."""
    ballots = alike("party_delegate", "excellent", many) + alike("npc_deputy", "fair", 1 + few)
    ballots += alike("party_delegate", "excellent", 3)

    assert tally_of(ballots, k=3).score == Fraction(80)


def test_the_unknown_grade_never_counts() -> None:
    """Who does not know changes no mean and stands in no base of valid ones; all unknown gives no score."""
    known, unknown = alike("party_delegate", "good", 6), alike("party_delegate", "unknown", 6)
    mixed, nothing = tally_of(known + unknown), tally_of(unknown)

    assert (mixed.score, mixed.rates.base, mixed.counted) == (Fraction(80), 6, 12)
    assert (nothing.score, nothing.rates.base, nothing.rates.excellent) == (None, 0, None)
    assert not nothing.withheld


def test_rates_over_collected_take_the_unknown_and_the_abstained_in() -> None:
    """With the base `collected`, 弃权 and 不了解 of the weighted categories are in the base, of others not."""
    ballots = (
        alike("party_delegate", "excellent", 6) + alike("party_delegate", "unknown", 2) + alike("guest", "good", 9)
    )
    result = tally_of(
        ballots, [*CATEGORIES, Weighting("guest", None)], rate_base="collected", abstained={"npc_deputy": 4, "guest": 7}
    )

    assert result.rates.base == 12
    assert result.rates.excellent == result.rates.good_or_better == Fraction(50)


def test_a_category_without_weight_is_shown_and_not_in_the_score() -> None:
    """Its ballots are counted and make a group, but touch neither score, items, overall counts nor rates."""
    weighted = alike("party_delegate", "good", 8)
    for weight in (None, 0):
        result = tally_of(weighted + alike("leader", "poor", 5), [PARTY_DELEGATE, Weighting("leader", weight)])

        assert result.counted == 13
        assert result.score == Fraction(80)
        assert result.overall["poor"] == 0
        assert [(g.categories, g.score) for g in result.groups] == [
            (("party_delegate",), Fraction(80)),
            (("leader",), Fraction(40)),
        ]


def test_a_viewer_round_stands_alone() -> None:
    """The viewers' one category gives the score of its own ballots."""
    result = tally_of(alike("viewer", "good", 4) + alike("viewer", "excellent", 4), [Weighting("viewer", 1)])

    assert result.score == Fraction(90)
    assert [g.categories for g in result.groups] == [("viewer",)]


def test_quorum_needs_more_than_half() -> None:
    """Exactly half of those present is not enough, and nobody of nobody neither."""
    assert not rules().quorum_met(10, 20)
    assert rules().quorum_met(11, 20)
    assert not rules().quorum_met(0, 0)


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (None, None),
        (Fraction(0), "0.00"),
        (Fraction(100), "100.00"),
        (Fraction(80005, 1000), "80.01"),
        (Fraction(80004999, 1000000), "80.00"),
        (Fraction(9, 1000), "0.01"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
    ],
)
def test_scores_are_shown_with_two_decimals_half_up(score: Fraction | None, text: str | None) -> None:
    """Half a hundredth goes up, always, and None stays None."""
    assert shown(score) == text


def test_equal_scores_share_a_rank() -> None:
    """The ranking is 1, 2, 2, 4 by unrounded scores; who has no score has no rank."""
    third = Fraction(250, 3)

    assert rank([Fraction(80), third, None, third, Fraction(90)]) == [4, 2, None, 2, 1]
    assert rank([third, Fraction(8333, 100)]) == [1, 2]
    assert rank([]) == []
