"""What stands on the wall: the comment shown last, and nothing of the meeting after its close."""

from __future__ import annotations

import pytest

from sessions.live import comments, course, screens
from sessions.live.audience import Audience
from tests.domain.making import Made


def said(made: Made) -> list[str]:
    """What the screen has of comments, in its order."""
    return [row["problems"] for row in made.see(Audience.SCREEN)["comments"]]


def test_the_comment_shown_last_stands_last(made: Made) -> None:
    """The order is that of showing, not of writing; showing one again brings it to the fore."""
    made.start()
    made.go(0, "commentary")
    ids = [
        made.do(comments.submit, made.seats[key][0], made.subjects[0], "", words, "")["comment_id"]
        for key, words in (("leader", "先写"), ("expert", "后写"))
    ]
    for at in (1, 0, 1):
        made.now += 1
        made.do(comments.show, made.host, ids[at], True, "all")
        assert said(made)[-1] == ("先写", "后写")[at]
    made.do(comments.show, made.host, ids[1], False, "all")
    assert said(made) == ["先写"]


def test_the_close_ends_what_was_pinned(made: Made) -> None:
    """A pinned scene does not outlive its meeting: the wall comes to the closing; afterwards the host may pin anew."""
    made.start()
    made.go(0, "commentary")
    made.do(screens.show, made.host, "black", None)
    made.do(course.close, made.host)
    screen = made.see(Audience.SCREEN)["screen"]
    assert (screen["scene"], screen["pinned"]) == ("closing", False)
    made.do(screens.show, made.host, "welcome", None)
    assert made.see(Audience.SCREEN)["screen"]["scene"] == "welcome"


@pytest.mark.parametrize("audience", [Audience.HOST, Audience.SCREEN])
def test_the_welcome_is_told_how_large_its_title_is_set(made: Made, audience: Audience) -> None:
    """The size comes with the section, so that every screen sets it alike."""
    assert made.see(audience)["screen"]["title_len"] == "m"
