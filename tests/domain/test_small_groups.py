"""Small groups: nothing is ever shown of fewer than k ballots."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sessions.live.tally import Weighting
from tests.domain.tallying import CATEGORIES, Ballot, alike, ballots_for, meetings, tally_of


def cast_in(ballots: list[Ballot], category: str) -> int:
    return sum(c == category for c, _ in ballots)


@given(meetings().flatmap(lambda m: st.tuples(st.just(m), ballots_for(m))), st.integers(3, 8))
def test_no_group_has_fewer_than_k_ballots(drawn: tuple[list[Weighting], list[Ballot]], k: int) -> None:
    """Each shown group has k counted ballots or more; a category stands in one group at most, and with its own kind."""
    categories, ballots = drawn
    weight = {c.key: c.weight or 0 for c in categories}
    groups = tally_of(ballots, categories, k).groups
    shown = [key for g in groups for key in g.categories]

    assert all(g.cast >= k for g in groups)
    assert all(g.cast == sum(cast_in(ballots, key) for key in g.categories) for g in groups)
    assert len(shown) == len(set(shown))
    assert all(len({bool(weight[key]) for key in g.categories}) == 1 for g in groups)


@given(meetings().flatmap(lambda m: st.tuples(st.just(m), ballots_for(m))), st.integers(3, 8))
def test_a_category_large_enough_stands_in_some_group(drawn: tuple[list[Weighting], list[Ballot]], k: int) -> None:
    """Unless all is withheld the groups hold every category, but not those without weight if all of them are few."""
    categories, ballots = drawn
    result = tally_of(ballots, categories, k)
    shown = {key for g in result.groups for key in g.categories}
    unweighted = {c.key for c in categories if not c.weight}
    few = sum(cast_in(ballots, key) for key in unweighted) < k
    expected = {c.key for c in categories} - (unweighted if few else set())

    assert shown == (set() if result.withheld else expected)


@given(ballots_for(CATEGORIES, most=60), st.integers(3, 8))
def test_large_categories_are_never_merged_without_need(ballots: list[Ballot], k: int) -> None:
    """Where each category has k ballots, each stands alone, in the meeting's order."""
    full = ballots + [b for c in CATEGORIES for b in alike(c.key, "good", k)]

    assert [g.categories for g in tally_of(full, k=k).groups] == [(c.key,) for c in CATEGORIES]


def test_the_smallest_is_merged_with_the_next_smallest_until_all_are_large_enough() -> None:
    """Sizes 2, 9, 2, 7 at k = 5: the two of 2 make 4, which is still too few and takes the 7."""
    sizes = zip(CATEGORIES, (2, 9, 2, 7), strict=True)
    groups = tally_of([b for c, n in sizes for b in alike(c.key, "good", n)]).groups

    assert [(g.categories, g.cast) for g in groups] == [
        (("party_delegate", "cppcc_member", "sector_representative"), 11),
        (("npc_deputy",), 9),
    ]


def test_equal_sizes_are_merged_in_the_order_of_the_meeting() -> None:
    """Sizes 3, 6, 6, 6: the small one goes to the first of the equal ones."""
    sizes = zip(CATEGORIES, (3, 6, 6, 6), strict=True)
    groups = tally_of([b for c, n in sizes for b in alike(c.key, "good", n)]).groups

    assert [g.categories for g in groups] == [
        ("party_delegate", "npc_deputy"),
        ("cppcc_member",),
        ("sector_representative",),
    ]


def test_a_group_weighs_its_categories_by_their_weight() -> None:
    """25 of 60 points and 15 of 100 points make 75, whoever has more ballots; S takes the true categories."""
    ballots = alike("cppcc_member", "fair", 4) + alike("sector_representative", "excellent", 3)
    result = tally_of(ballots, CATEGORIES[2:])

    assert [g.score for g in result.groups] == [Fraction(75)]
    assert result.score == Fraction(75)


def test_categories_without_weight_are_merged_among_themselves_by_plain_mean() -> None:
    """Two of three leaders and experts never hide behind delegates: they make a group of their own."""
    few = [Weighting("leader", None), Weighting("expert", 0)]
    ballots = alike("party_delegate", "good", 6) + alike("leader", "fair", 3) + alike("expert", "excellent", 2)
    groups = tally_of(ballots, [*CATEGORIES[:1], *few]).groups

    assert [(g.categories, g.cast, g.score) for g in groups] == [
        (("party_delegate",), 6, Fraction(80)),
        (("leader", "expert"), 5, Fraction(80)),
    ]


def test_too_few_without_weight_are_not_shown() -> None:
    """Four ballots without weight make no group, and nothing else tells of them but the count."""
    ballots = alike("party_delegate", "good", 6) + alike("leader", "poor", 4)
    result = tally_of(ballots, [*CATEGORIES[:1], Weighting("leader", None)])

    assert [g.categories for g in result.groups] == [("party_delegate",)]
    assert result.counted == 10
    assert "40" not in str(result)


def test_fewer_than_k_ballots_in_all_show_only_their_number() -> None:
    """有效票过少: no score, no grade, no rate, no group, only how many there are."""
    result = tally_of(alike("party_delegate", "good", 2) + alike("npc_deputy", "poor", 2))

    assert (result.withheld, result.counted) == (True, 4)
    assert (result.score, result.items, result.groups, result.overall) == (None, (), (), {})
    assert (result.rates.base, result.rates.excellent, result.rates.good_or_better) == (0, None, None)


def test_many_without_weight_do_not_lift_the_secrecy_of_few_with_weight() -> None:
    """Three weighted ballots stay withheld beside twenty of the leaders: the score would be theirs alone."""
    ballots = alike("party_delegate", "poor", 3) + alike("leader", "good", 20)
    result = tally_of(ballots, [*CATEGORIES[:1], Weighting("leader", None)])

    assert result.withheld
    assert result.score is None
    assert result.overall == {}
