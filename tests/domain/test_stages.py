"""The stage machine: where a meeting may go, and what it has gone past."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.errors import ItemNotFound, StageMismatch
from sessions.live.stages import Item, Place, chosen, expect, first, following, gone_past, stages_of

ITEMS = (
    Item("o", ("main",)),
    Item("x", stages_of("subject")),
    Item("y", ("reporting", "inquiry")),
    Item("c", ("main",)),
)


def test_a_subject_is_heard_stage_by_stage_and_then_the_next() -> None:
    """Going on leads through every stage of every item, in order, to the end."""
    every = [(item.id, stage) for item in ITEMS for stage in item.stages]
    place, walked = first(ITEMS), []
    for _ in every[1:]:
        walked.append((place.item_id, place.stage))
        place = following(ITEMS, place)

    assert [*walked, (place.item_id, place.stage)] == every
    with pytest.raises(StageMismatch, match="最后一个环节"):
        following(ITEMS, place)


def test_stages_keep_their_order_whatever_the_file_says() -> None:
    """A narrowed item keeps reporting before inquiry before appraisal."""
    assert stages_of("subject", ["appraisal", "reporting"]) == ("reporting", "appraisal")
    assert stages_of("appraisal") == ("appraisal",)
    assert stages_of("closing") == ("main",)


def test_a_stage_that_the_item_lacks_is_refused() -> None:
    """An item without appraisal cannot be entered there; an unknown item is not found."""
    with pytest.raises(StageMismatch):
        chosen(ITEMS, "y", "appraisal")
    with pytest.raises(ItemNotFound):
        chosen(ITEMS, "z", "main")


def test_a_console_that_has_not_seen_the_stage_is_refused() -> None:
    """Two consoles do not fight: the later one has to look first."""
    expect(Place("x", "inquiry"), "x", "inquiry")

    with pytest.raises(StageMismatch):
        expect(Place("x", "inquiry"), "x", "reporting")


def test_going_on_leaves_an_item_done_and_going_back_opens_it_again() -> None:
    """Done means gone past; entering clears it; going back marks nothing."""
    done = gone_past(ITEMS, frozenset(), Place("x", "appraisal"), Place("y", "reporting"))
    assert done == {"x"}

    assert gone_past(ITEMS, done, Place("y", "reporting"), Place("x", "inquiry")) == frozenset()


def test_who_was_drawn_forward_and_heard_is_done_when_the_meeting_goes_back() -> None:
    """From the last stage of several going back leaves an item done; an item of one stage may have been a slip."""
    assert gone_past(ITEMS, frozenset(), Place("y", "inquiry"), Place("x", "reporting")) == {"y"}
    assert gone_past(ITEMS, frozenset(), Place("c", "main"), Place("y", "inquiry")) == frozenset()


def test_moving_within_an_item_marks_nothing() -> None:
    """A stage further in the same item leaves it open."""
    assert gone_past(ITEMS, frozenset(), Place("x", "reporting"), Place("x", "inquiry")) == frozenset()


PLACES = st.sampled_from([Place(item.id, stage) for item in ITEMS for stage in item.stages])


@given(st.lists(PLACES, min_size=1, max_size=30))
def test_the_item_where_the_meeting_is_is_never_done(walk: list[Place]) -> None:
    """Whatever the walk, the present item is not done, and only items that were left onward are."""
    here, done = first(ITEMS), frozenset[str]()
    for there in walk:
        done = gone_past(ITEMS, done, here, there)
        here = there

        assert here.item_id not in done
