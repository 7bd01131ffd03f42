"""Phones lose the network in the middle of a round: what was given arrives, and arrives once."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.cable import Cable
from tests.browser.conftest import PageOf
from tests.browser.hall import Hall
from tests.browser.handset import button, cast_count, check_in, fill, open_round, running, send


def test_ballots_given_without_a_network_arrive_once(hall: Hall, phone_page: PageOf, cable: Cable) -> None:
    """One ballot arrived and its answer was lost, one was given in the dark, one was half filled: each counts once.

    党代表 excellent, good, good: 260 / 3. 人大代表 fair, poor, good: 60. Score 0.6 x 86.67 + 0.4 x 60 = 76.00.
    """
    qin = running(hall, "appraisal")
    crowd = [hall.join(kind) for kind in ("party_delegate", "party_delegate", "npc_deputy")]
    slips = [hall.slip(kind) for kind in ("party_delegate", "npc_deputy", "npc_deputy")]
    unanswered, dark, half = (phone_page(hall, slip, cable) for slip in slips)
    for page in (unanswered, dark, half):
        check_in(page)
    round_id = open_round(hall, qin, seconds=300)
    form = hall.form(round_id, qin)
    for page, name in ((unanswered, "优秀"), (dark, "一般"), (half, "较差")):
        button(page, "开始评分").click()
        fill(page, form if page != half else {"items": form["items"][:3]}, name)

    cable.hold()
    send(unanswered)
    hall.host.until(lambda _: cast_count(hall, round_id) == 1)
    cable.cut()
    send(dark)
    expect(dark.get_by_role("heading", name="正在提交")).to_be_visible()
    expect(dark.locator("main")).to_contain_text("网络暂时不通")
    fill(half, form, "较差")
    for seat in crowd:
        hall.cast(seat, round_id, qin, "good")
    cable.mend()

    send(half)
    for page in (unanswered, dark, half):
        expect(page.get_by_role("heading", name="评分已提交")).to_be_visible(timeout=20_000)
    hall.host.until(lambda _: cast_count(hall, round_id) == 6)
    hall.host("round.close", round_id=round_id)
    hall.host("round.reveal", round_id=round_id, to="staff")
    told = hall.counted(round_id, qin)
    assert (told["score"], told["cast"], told["present"]) == ("76.00", 6, 6)
