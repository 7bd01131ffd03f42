"""The host's laptop sleeps while the hall goes on, and wakes up."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.cable import Cable
from tests.browser.conftest import PageOf
from tests.browser.desk import press_next, publish, turnout
from tests.browser.hall import Hall
from tests.browser.handset import open_round, running
from tests.browser.wall import scene


def lid(page: Page, state: str) -> None:
    """Freeze the page as a closed lid does, or let it wake."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": state})
    session.detach()


def test_a_lid_closed_for_a_while_loses_no_ballot_and_no_control(
    hall: Hall, console_page: PageOf, screen_page: PageOf, cable: Cable
) -> None:
    """Asleep and without a line the console hears nothing; awake it has every ballot and ends the round as ever.

    党代表 good throughout: 80; 人大代表 fair, fair, good: 200 / 3. Score 0.6 x 80 + 0.4 x 66.67 = 74.67.
    """
    qin = running(hall, "appraisal")
    crowd = [hall.join(kind) for kind in (*["npc_deputy"] * 3, *["party_delegate"] * 3)]
    console, screen = console_page(hall, through=cable), screen_page(hall)
    round_id = open_round(hall, qin, seconds=300)
    hall.cast(crowd[0], round_id, qin, "fair")
    turnout(console, "1 / 6")

    lid(console, "frozen")
    cable.cut()
    hall.cast(crowd[1], round_id, qin, "fair")
    for seat in crowd[2:]:
        hall.cast(seat, round_id, qin, "good")
    expect(screen.locator(".count")).to_contain_text("6/ 6")
    cable.mend()
    lid(console, "active")

    expect(console.locator("body")).to_have_attribute("data-link", "ok", timeout=20_000)
    turnout(console, "6 / 6")
    press_next(console, "结束测评 — 秦若兰")
    expect(console.get_by_role("heading", name="测评票已封存")).to_be_visible()
    publish(console, "秦若兰")
    scene(screen, "result")
    expect(screen.locator(".score .figure")).to_have_text("74.67")
    told = hall.counted(round_id, qin)
    assert (told["score"], told["cast"], told["present"]) == ("74.67", 6, 6)
