"""The screen's figures: what is drawn, in which order and colour, and what is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.charts import grade_colors, screen_figures, theme

Json = dict[str, Any]

SHIPPED = [("excellent", 100), ("good", 80), ("fair", 60), ("poor", 40), ("unknown", None)]


def scale(*grades: tuple[str, int | None]) -> list[Json]:
    """A scale of grades with values; None is not scored."""
    return [{"key": key, "name": key, "value": value} for key, value in grades]


def result(subject: str, score: str | None, **changed: Any) -> Json:
    """A result as the screen gets it."""
    plain = {
        "round_id": "r1", "subject_id": subject, "state": "revealed", "audience": "seats", "score": score, "rank": 1,
        "overall": {"excellent": 11, "good": 11, "fair": 4, "poor": 0, "unknown": 1},
        "items": [{"key": str(i), "name": "x", "score": f"{80 + i}.00"} for i in range(5)],
    }  # fmt: skip
    return plain | changed


def sections(results: list[Json], grades: list[Json] | None = None) -> Json:
    """The screen's sections around some results of one round."""
    subjects = [{"subject_id": one["subject_id"], "form": "form"} for one in results]
    form = {"title": "x", "items": [], "grades": grades or scale(*SHIPPED)}
    rounds = [{"id": "r1", "subjects": subjects}, {"id": "r2", "subjects": subjects}]
    return {"results": results, "rounds": {"rounds": rounds, "forms": {"form": form}}}


def test_radar_closes_its_ring_over_numbered_corners() -> None:
    """The first point is repeated at the end, and corners are numbers: names of any length stand in the list."""
    drawn = screen_figures(sections([result("s1", "83.35")]))["results"]["r1/s1"]["radar"]

    assert drawn["data"][0]["r"] == [80.0, 81.0, 82.0, 83.0, 84.0, 80.0]
    assert drawn["data"][0]["theta"] == ["1", "2", "3", "4", "5", "1"]


def test_radar_needs_three_corners() -> None:
    """Two items make no area: the list alone is shown."""
    items = [{"key": "a", "name": "x", "score": "80.00"}, {"key": "b", "name": "y", "score": "90.00"}]

    drawn = screen_figures(sections([result("s1", "83.35", items=items)]))

    assert drawn["results"]["r1/s1"]["radar"] is None


def test_an_item_that_nobody_could_judge_leaves_a_gap() -> None:
    """A null score is no zero."""
    items = [{"key": str(i), "name": "x", "score": None if i == 1 else "80.00"} for i in range(3)]

    drawn = screen_figures(sections([result("s1", "80.00", items=items)]))["results"]["r1/s1"]["radar"]

    assert drawn["data"][0]["r"] == [80.0, None, 80.0, 80.0]


def test_grade_bar_holds_the_scored_ballots_only() -> None:
    """One trace a scored grade, in the grades' colours, over the number of scored ballots."""
    drawn = screen_figures(sections([result("s1", "83.35")]))["results"]["r1/s1"]["grades"]

    colours = list(theme()["grade_colors"].values())
    assert [trace["x"] for trace in drawn["data"]] == [[11], [11], [4], [0]]
    assert [trace["marker"]["color"] for trace in drawn["data"]] == colours[:4]
    assert drawn["layout"]["xaxis"]["range"] == [0, 26]


def test_no_bar_where_nobody_scored() -> None:
    """A form that everybody answered with 不了解 has nothing to draw."""
    overall = {"excellent": 0, "good": 0, "fair": 0, "poor": 0, "unknown": 6}

    drawn = screen_figures(sections([result("s1", None, overall=overall)]))

    assert drawn["results"]["r1/s1"]["grades"] is None


@pytest.mark.parametrize(
    ("grades", "steps"),
    [
        ([("a", 100), ("b", 80), ("c", 60), ("d", 40), ("u", None)], [0, 1, 2, 3]),
        ([("a", 100), ("b", 80), ("c", 40), ("u", None)], [0, 1, 3]),
        ([("a", 100), ("b", 0)], [0, 3]),
    ],
)
def test_grades_are_coloured_by_rank(grades: list[tuple[str, int | None]], steps: list[int]) -> None:
    """The best grade is always the first colour and the worst the last; a scale of three leaves out the third."""
    palette = list(theme()["grade_colors"].values())

    assert list(grade_colors(scale(*grades)).values()) == [palette[step] for step in steps]


def test_overview_stands_by_rank() -> None:
    """The server ranks by the unrounded score; those of one rank stay in the meeting's order."""
    given = [("a", "79.94", 4), ("b", "83.35", 2), ("c", "88.47", 1), ("d", "83.35", 2)]

    overview = screen_figures(sections([result(name, score, rank=rank) for name, score, rank in given]))["overview"]

    rows = overview["pages"][0]["rows"]
    assert [(row["subject_id"], row["rank"]) for row in rows] == [("c", 1), ("b", 2), ("d", 2), ("a", 4)]


def test_score_bars_begin_at_the_lowest_grade() -> None:
    """The axis is the true range of the grades: a bar is the score less the lowest value, set on it."""
    overview = screen_figures(sections([result("a", "79.94", rank=2), result("b", "90.00", rank=1)]))["overview"]

    bars = overview["pages"][0]["figure"]["data"][0]
    assert bars["base"] == [40.0, 40.0]
    assert bars["x"] == pytest.approx([50.0, 39.94])
    assert overview["ticks"] == [40.0, 60.0, 80.0, 100.0]


def test_overview_has_twelve_rows_a_page() -> None:
    """Twenty-six subjects stand on pages as even as can be, in one order and on one axis."""
    given = [result(f"s{n}", f"{95 - n}.00", rank=n + 1) for n in range(26)]

    overview = screen_figures(sections(given))["overview"]

    assert overview["count"] == 26
    assert [len(page["rows"]) for page in overview["pages"]] == [9, 9, 8]
    assert [row["rank"] for page in overview["pages"] for row in page["rows"]] == list(range(1, 27))


def test_overview_is_of_the_hall_alone() -> None:
    """Viewers' scores are shown apart, never ranked beside the hall's."""
    online = result("a", "99.00", audience="viewers", round_id="r2")

    overview = screen_figures(sections([result("a", "70.00"), online]))["overview"]

    assert [row["round_id"] for row in overview["pages"][0]["rows"]] == ["r1"]


def test_withheld_results_are_nowhere() -> None:
    """Too few ballots: neither a figure of its own nor a row in the overview."""
    hidden = result("a", None, withheld=True, items=[], overall={})

    drawn = screen_figures(sections([hidden]))

    assert drawn["results"] == {}
    assert drawn["overview"] is None


def test_figures_are_plain_json_without_style_of_their_own() -> None:
    """The theme comes once; no figure repeats it, and all of it survives JSON."""
    drawn = screen_figures(sections([result("s1", "83.35")]))

    assert json.loads(json.dumps(drawn)) == drawn
    assert "template" not in drawn["results"]["r1/s1"]["radar"]["layout"]
    assert drawn["template"]["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"
