"""Two hosts: they press at the same moment, or one takes over from a laptop that died."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.cable import Cable
from tests.browser.conftest import PageOf
from tests.browser.desk import press_next, publish, turnout
from tests.browser.hall import Hall
from tests.browser.handset import open_round, running
from tests.browser.wall import scene


def test_two_who_press_next_at_once_move_one_stage(
    hall: Hall, console_page: PageOf, screen_page: PageOf, cable: Cable
) -> None:
    """The slower one is told that the other was first; no stage is skipped, and both go on from the same place."""
    running(hall, "reporting")
    quick, slow, screen = console_page(hall), console_page(hall, through=cable), screen_page(hall)
    expect(slow.locator(".next")).to_contain_text("进入质询 — 秦若兰")
    cable.hold()
    press_next(quick, "进入质询 — 秦若兰")
    scene(screen, "inquiry")
    press_next(slow, "进入质询 — 秦若兰")
    cable.let_go()

    expect(slow.get_by_role("dialog")).to_contain_text("另一台主持台先换了环节")
    slow.keyboard.press("Escape")
    for console in (quick, slow):
        expect(console.locator(".next")).to_contain_text("进入点评 — 秦若兰")
    scene(screen, "inquiry")
    press_next(slow, "进入点评 — 秦若兰")
    expect(quick.locator(".band")).to_contain_text("进入了「点评」")
    scene(screen, "commentary")


def test_a_second_host_takes_over_in_the_middle_of_a_round(
    hall: Hall, console_page: PageOf, screen_page: PageOf
) -> None:
    """A laptop dies while the hall scores; from another one the round is closed and published, every ballot in it.

    党代表 excellent, good, good: 260 / 3; 人大代表 good throughout: 80. Score 0.6 x 86.67 + 0.4 x 80 = 84.00.
    """
    qin = running(hall, "appraisal")
    crowd = [hall.join(kind) for kind in (*["party_delegate"] * 3, *["npc_deputy"] * 3)]
    first, screen = console_page(hall), screen_page(hall)
    round_id = open_round(hall, qin, seconds=300)
    hall.cast(crowd[0], round_id, qin, "excellent")
    turnout(first, "1 / 6")
    first.context.close()
    for seat in crowd[1:]:
        hall.cast(seat, round_id, qin, "good")

    second = console_page(hall)
    turnout(second, "6 / 6")
    press_next(second, "结束测评 — 秦若兰")
    expect(second.get_by_role("heading", name="测评票已封存")).to_be_visible()
    publish(second, "秦若兰")
    scene(screen, "result")
    expect(screen.locator(".score .figure")).to_have_text("84.00")
    told = hall.counted(round_id, qin)
    assert (told["score"], told["cast"], told["present"]) == ("84.00", 6, 6)
