"""Forms, ballots and the worked example of DOMAIN.md 5 for the tests of the tally."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hypothesis import strategies as st

from sessions.live.tally import FormItem, Grade, Rules, Tally, Weighting, count, tally

Ballot = tuple[str, dict[str, str]]

GRADES = (
    Grade("excellent", "优秀", 100),
    Grade("good", "良好", 80),
    Grade("fair", "一般", 60),
    Grade("poor", "较差", 40),
    Grade("unknown", "不了解", None),
)
ITEMS = (
    FormItem("a", "甲", 20, False),
    FormItem("b", "乙", 25, False),
    FormItem("c", "丙", 25, False),
    FormItem("d", "丁", 20, False),
    FormItem("e", "戊", 10, False),
    FormItem("overall", "总体评价", 0, True),
)
CATEGORIES = (
    Weighting("party_delegate", 30),
    Weighting("npc_deputy", 30),
    Weighting("cppcc_member", 25),
    Weighting("sector_representative", 15),
)
EXAMPLE = {
    "party_delegate": "6/3/1/0/0 5/4/1/0/0 4/4/1/1/0 3/4/2/0/1 7/2/1/0/0 5/4/1/0/0",
    "npc_deputy": "4/3/1/0/0 3/3/1/1/0 2/4/1/0/1 3/2/2/1/0 5/3/0/0/0 3/4/1/0/0",
    "cppcc_member": "2/3/1/0/0 3/2/0/0/1 1/3/1/1/0 2/2/1/1/0 0/0/0/0/6 2/2/1/0/1",
    "sector_representative": "1/1/1/0/0 1/1/1/0/0 1/2/0/0/0 0/2/1/0/0 2/1/0/0/0 1/1/1/0/0",
}


def rules(k: int = 5, rate_base: str = "valid") -> Rules:
    """Make the rules of a meeting with the default quorum of one half."""
    return Rules(k, rate_base, Fraction(1, 2))


def example_ballots() -> list[Ballot]:
    """Lay the counts of the worked example out as single ballots."""
    ballots: list[Ballot] = []
    for category, row in EXAMPLE.items():
        columns = [
            [g.key for g, n in zip(GRADES, cell.split("/"), strict=True) for _ in range(int(n))] for cell in row.split()
        ]
        ballots += [
            (category, {i.key: g for i, g in zip(ITEMS, grades, strict=True)}) for grades in zip(*columns, strict=True)
        ]
    return ballots


def tally_of(
    ballots: Sequence[Ballot],
    categories: Sequence[Weighting] = CATEGORIES,
    k: int = 5,
    rate_base: str = "valid",
    abstained: Mapping[str, int] | None = None,
) -> Tally:
    """Count ballots and work out the result, as the seal and the results page do between them."""
    cast = {c.key: sum(category == c.key for category, _ in ballots) for c in categories}
    counts = count(ballots, ITEMS, GRADES)
    return tally(counts, cast, abstained or {}, ITEMS, GRADES, categories, rules(k, rate_base))


def alike(category: str, grade: str, n: int) -> list[Ballot]:
    """Make n ballots of a category that give every item the same grade."""
    return [(category, {i.key: grade for i in ITEMS}) for _ in range(n)]


def meetings() -> st.SearchStrategy[list[Weighting]]:
    """Draw one to six categories, some with a weight, some with 0 or none."""
    weights = st.lists(st.sampled_from([None, 0, 1, 15, 20, 25, 30]), min_size=1, max_size=6)
    return weights.map(lambda drawn: [Weighting(f"c{n}", w) for n, w in enumerate(drawn)])


def ballots_for(categories: Sequence[Weighting], most: int = 30) -> st.SearchStrategy[list[Ballot]]:
    """Draw ballots over the categories, any grade for any item."""
    grade = st.sampled_from([g.key for g in GRADES])
    graded = st.fixed_dictionaries({i.key: grade for i in ITEMS})
    return st.lists(st.tuples(st.sampled_from([c.key for c in categories]), graded), max_size=most)
