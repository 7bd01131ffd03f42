"""Texts on the screen: cut by rule, at a sentence if there is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.live.cutting import COMMENT_LIMITS, comment_part, question, title_size

LIMIT = 130


@pytest.mark.parametrize(("length", "size"), [(1, "s"), (44, "s"), (45, "m"), (76, "m"), (77, "l"), (130, "l")])
def test_a_question_that_fits_is_whole_and_the_shorter_the_larger(length: int, size: str) -> None:
    """Up to 44, 76 and 130 characters a question is shown uncut, in three sizes."""
    cut = question("问" * length)

    assert (cut.text, cut.size) == ("问" * length, size)


@pytest.mark.parametrize("mark", "。？！；?!;")
def test_a_long_question_ends_at_its_last_sentence(mark: str) -> None:
    """The last end of a sentence within the limit is where it stops; the mark stays, …… is added."""
    cut = question("头" * 50 + mark + "中" * 40 + mark + "尾" * 60)

    assert cut.text == "头" * 50 + mark + "中" * 40 + mark + "……"
    assert cut.size == "l"


def test_without_a_sentence_it_ends_at_the_last_comma_which_goes() -> None:
    """A comma is the second best place to stop."""
    assert question("头" * 50 + "，" + "尾" * 100).text == "头" * 50 + "……"


def test_without_any_mark_it_is_cut_hard() -> None:
    """The cut text with its …… fills the limit exactly."""
    assert question("问" * 131).text == "问" * 128 + "……"


def test_a_greeting_is_not_taken_for_the_question() -> None:
    """A sentence that ends in the first quarter would leave nothing of the matter."""
    assert question("周县长您好！" + "问" * 200).text == "周县长您好！" + "问" * 122 + "……"


def test_a_cut_question_is_set_as_a_long_one() -> None:
    """Though the part shown is short, the size says that there was more."""
    assert question("头" * 39 + "。" + "尾" * 200).size == "l"


def test_blanks_and_line_breaks_count_as_one_blank() -> None:
    """A question typed over several lines is one run of text on the screen."""
    assert question(" 第一行\n\n第二行  完 ").text == "第一行 第二行 完"


@pytest.mark.parametrize(("part", "limit"), [("strengths", 36), ("problems", 54), ("advice", 54)])
def test_a_comment_part_is_cut_to_its_limit(part: str, limit: int) -> None:
    """成绩 has two lines, 问题 and 建议 three; a part that fits is whole, an empty one stays empty."""
    assert COMMENT_LIMITS[part] == limit
    assert comment_part("评" * limit, limit) == "评" * limit
    assert comment_part("评" * 20 + "。" + "评" * 60, limit) == "评" * 20 + "。……"
    assert comment_part("  ", limit) == ""


@given(st.text(alphabet="问题答。，！;, \n", max_size=600), st.sampled_from([36, 54, LIMIT]))
def test_nothing_shown_is_longer_than_its_limit(text: str, limit: int) -> None:
    """Whatever comes, the cut text fits, begins as the text does, and shows …… exactly if something is missing."""
    cut, flat = comment_part(text, limit), " ".join(text.split())

    assert len(cut) <= limit
    assert flat.startswith(cut.removesuffix("……"))
    assert (cut == flat) == (len(flat) <= limit)


@pytest.mark.parametrize(
    ("title", "sizes", "expected"),
    [
        ("云川县 2026 年度\n党政部门主要负责人\n专题述法会", [12, 99], "m"),
        ("云" * 27, [], "m"),
        ("云" * 28, [], "l"),
        ("云\n川\n县\n会", [], "l"),
        ("云川县专题述法会", [12, 100], "l"),
    ],
)
def test_the_title_is_large_if_it_is_short_and_the_categories_are(title: str, sizes: list[int], expected: str) -> None:
    """27 characters, three lines, no category of 100 and more; otherwise the long setting."""
    assert title_size(title, sizes) == expected
