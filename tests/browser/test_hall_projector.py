"""The projector's computer restarts: the wall comes back with what stands now, in a round and in a result."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import PageOf
from tests.browser.hall import Hall
from tests.browser.handset import open_round, running
from tests.browser.wall import scene


def test_a_restarted_wall_shows_the_turnout_and_then_the_result(hall: Hall, screen_page: PageOf) -> None:
    """Gone in mid-round it comes back with the ballots of meanwhile; gone in the result, with the same figures.

    党代表 excellent, good, good: 260 / 3; 人大代表 good throughout: 80. Score 0.6 x 86.67 + 0.4 x 80 = 84.00.
    """
    qin = running(hall, "appraisal")
    crowd = [hall.join(kind) for kind in (*["party_delegate"] * 3, *["npc_deputy"] * 3)]
    screen = screen_page(hall)
    round_id = open_round(hall, qin, seconds=300)
    hall.cast(crowd[0], round_id, qin, "excellent")
    expect(screen.locator(".count")).to_contain_text("1/ 6")
    screen.context.close()
    for seat in crowd[1:-1]:
        hall.cast(seat, round_id, qin, "good")

    screen = screen_page(hall)
    scene(screen, "appraisal")
    expect(screen.locator(".count")).to_contain_text("5/ 6")
    hall.cast(crowd[-1], round_id, qin, "good")
    expect(screen.locator(".count")).to_contain_text("6/ 6")
    hall.host("round.close", round_id=round_id)
    hall.host("round.reveal", round_id=round_id, to="seats")
    hall.host("screen.show", scene="result", subject_id=qin)
    scene(screen, "result")
    before = screen.locator(".stage").inner_text()
    screen.context.close()

    screen = screen_page(hall)
    scene(screen, "result")
    expect(screen.locator(".score .figure")).to_have_text("84.00")
    expect(screen.locator(".radar .polarlayer .trace")).to_have_count(1)
    assert screen.locator(".score").inner_text() in before
    assert hall.counted(round_id, qin)["score"] == "84.00"


def test_a_frozen_wall_comes_back_frozen(hall: Hall, screen_page: PageOf) -> None:
    """What the host holds still stands after a restart too, though the meeting has gone on; released, it follows."""
    qin = running(hall, "reporting")
    screen = screen_page(hall)
    scene(screen, "reporting")
    hall.host("screen.show", scene="freeze")
    hall.go(qin, "commentary")
    screen.context.close()

    screen = screen_page(hall)
    scene(screen, "reporting")
    expect(screen.get_by_role("heading", name="秦若兰")).to_be_visible()
    hall.host("screen.show", scene="auto")
    scene(screen, "commentary")
