"""Whose comment is still awaited: told to the host alone, by name where the meeting file gives names."""

from __future__ import annotations

from sessions.live import comments
from sessions.live.audience import Audience
from tests.domain.making import Made


def test_the_host_reads_who_has_written_on_whom(made: Made) -> None:
    """A named leader stands by name, a panel without names as one row of counts."""
    made.start()
    made.do(comments.submit, made.seats["leader"][0], made.subjects[0], "清理有台账", "", "")

    leader, panel = made.see(Audience.HOST)["commentators"]

    assert leader["name"] == "李副书记"
    assert leader["written"] == {made.subjects[0]: 1}
    assert (panel["category"], panel["name"], panel["seats"], panel["written"]) == ("expert", None, 1, {})


def test_nobody_else_reads_it(made: Made) -> None:
    """Who is silent is between the host and them."""
    made.start()
    others = set(Audience) - {Audience.HOST}

    assert not [audience for audience in others if "commentators" in made.see(audience)]
