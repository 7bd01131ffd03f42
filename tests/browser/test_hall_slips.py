"""Slips in the wrong hands: what counts is the slip, so the host frees them, and each delegate takes their own."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf
from tests.browser.desk import free
from tests.browser.hall import Hall
from tests.browser.handset import button, check_in, chosen, fill, grade, open_round, running, score, send


def test_two_swapped_slips_are_put_right_before_the_scoring(
    hall: Hall, console_page: PageOf, phone_page: PageOf
) -> None:
    """Each phone says whose slip it holds; freed and taken anew, a ballot counts among its own kind.

    党代表 excellent, good, good: 260 / 3. 人大代表 fair, good, good: 220 / 3. Score 0.6 x 86.67 + 0.4 x 73.33 = 81.33;
    with the slips left as they were it would be 78.67.
    """
    qin = running(hall, "appraisal")
    crowd = [hall.join(kind) for kind in ("party_delegate", "party_delegate", "npc_deputy", "npc_deputy")]
    party, npc = hall.slip("party_delegate"), hall.slip("npc_deputy")
    of_party, of_npc = phone_page(hall, npc), phone_page(hall, party)
    check_in(of_party)
    check_in(of_npc)
    expect(of_party.locator(".top-name")).to_contain_text("人大代表")

    free(console_page(hall), party["code"][-4:], npc["code"][-4:])
    for page, slip, kind in ((of_party, party, "党代表"), (of_npc, npc, "人大代表")):
        expect(page.get_by_role("heading", name="这张票证已解除绑定")).to_be_visible()
        page.goto(f"{hall.server.url}/j/{slip['token']}")
        expect(page.locator(".top-name")).to_contain_text(kind)
    round_id = open_round(hall, qin)
    form = hall.form(round_id, qin)
    score(of_party, form, "优秀")
    score(of_npc, form, "一般")
    for seat in crowd:
        hall.cast(seat, round_id, qin, "good")
    for page in (of_party, of_npc):
        expect(page.get_by_role("heading", name="评分已提交")).to_be_visible()

    hall.host("round.close", round_id=round_id)
    hall.host("round.reveal", round_id=round_id, to="staff")
    told = hall.counted(round_id, qin)
    assert (told["score"], told["cast"], told["present"]) == ("81.33", 6, 6)
    assert [group["score"] for group in told["groups"]] == ["86.67", "73.33"]


def test_a_second_slip_on_one_phone_is_a_seat_of_its_own(
    hall: Hall, phone_page: PageOf, open_page: Callable[..., Page]
) -> None:
    """Two old friends share a phone: each slip has its own sheet, and what one fills in is not the other's."""
    qin = running(hall, "appraisal")
    first = phone_page(hall, hall.slip("party_delegate"))
    check_in(first)
    round_id = open_round(hall, qin)
    form = hall.form(round_id, qin)
    button(first, "开始评分").click()
    grade(first, form["items"][0], "优秀")

    second = open_page(f"{hall.server.url}/j/{hall.slip('npc_deputy')['token']}", context=first.context)
    expect(second.locator(".top-name")).to_contain_text("人大代表")
    check_in(second)
    expect(second.locator(".ticks")).to_contain_text("0/")
    score(second, form, "良好")
    expect(second.get_by_role("heading", name="评分已提交")).to_be_visible()

    assert list(chosen(first)) == [form["items"][0]["key"]]
    fill(first, form, "优秀")
    send(first)
    expect(first.get_by_role("heading", name="评分已提交")).to_be_visible()
    turnout = hall.host.until(lambda s: sum(r["cast"] for r in s["turnout"]) == 2 and s["turnout"])[0]
    cast = {row["category"]: row["cast"] for row in turnout["categories"] if row["cast"]}
    assert cast == {"party_delegate": 1, "npc_deputy": 1}
