"""Rounds that go wrong: one is voided and held again, one gets no ballot at all, one gets a guest in the middle."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf
from tests.browser.desk import answer, press_next, publish, turnout
from tests.browser.hall import Hall
from tests.browser.handset import button, check_in, open_round, running, score
from tests.browser.wall import scene


def void(page: Page, ballots: int) -> None:
    """Void the sealed round of the first subject, by the word that has to be typed."""
    page.get_by_role("button", name="作废这次测评").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("说明").fill("会场停电两分钟。")
    dialog.get_by_label("请输入").fill("作废")
    answer(page, "作废秦若兰的这次测评？", f"作废 {ballots} 张测评票")


def test_a_void_round_is_held_again_and_only_the_second_counts(
    hall: Hall, console_page: PageOf, phone_page: PageOf, screen_page: PageOf
) -> None:
    """The phone says that its ballot does not count, scores again, and the wall shows the second round alone.

    All poor in the void round. Then 党代表 excellent, good, good: 260 / 3; 人大代表 good throughout: 80.
    Score 0.6 x 86.67 + 0.4 x 80 = 84.00.
    """
    qin = running(hall, "appraisal")
    crowd = [hall.join(kind) for kind in ("party_delegate", "party_delegate", *["npc_deputy"] * 3)]
    phone, console, screen = phone_page(hall, hall.slip("party_delegate")), console_page(hall), screen_page(hall)
    check_in(phone)
    first = open_round(hall, qin)
    form = hall.form(first, qin)
    score(phone, form, "较差")
    for seat in crowd:
        hall.cast(seat, first, qin, "poor")
    turnout(console, "6 / 6")
    press_next(console, "结束测评 — 秦若兰")

    void(console, 6)
    expect(phone.get_by_role("heading", name="这次测评已作废")).to_be_visible()
    button(phone, "回到会议").click()
    press_next(console, "开始测评 — 秦若兰")
    console.get_by_role("dialog").get_by_label("理由").fill("代表在路上，先走流程。")
    answer(console, "到场不过半", "照样开始测评")
    score(phone, form, "优秀")
    expect(phone.get_by_role("heading", name="评分已提交")).to_be_visible()
    second = str(hall.host.until(lambda s: next(r["id"] for r in s["rounds"]["rounds"] if r["state"] == "open")))
    for seat in crowd:
        hall.cast(seat, second, qin, "good")
    turnout(console, "6 / 6")
    press_next(console, "结束测评 — 秦若兰")
    expect(console.get_by_role("heading", name="测评票已封存")).to_be_visible()
    publish(console, "秦若兰")

    scene(screen, "result")
    expect(screen.locator(".score .figure")).to_have_text("84.00")
    told = hall.counted(second, qin)
    assert (told["score"], told["cast"], told["present"]) == ("84.00", 6, 6)
    assert [result["round_id"] for result in hall.server.results(hall.code)] == [second]


def test_a_round_without_a_ballot_ends_in_words(
    hall: Hall, console_page: PageOf, phone_page: PageOf, screen_page: PageOf
) -> None:
    """Nobody votes: the host is asked, and what is published says that nothing counts, on every page."""
    qin = running(hall, "appraisal")
    for kind in ("party_delegate", "npc_deputy"):
        hall.join(kind)
    phone, console, screen = phone_page(hall, hall.slip("npc_deputy")), console_page(hall), screen_page(hall)
    check_in(phone)
    round_id = open_round(hall, qin)
    turnout(console, "0 / 3")
    press_next(console, "结束测评 — 秦若兰")
    answer(console, "还有 3 人在场未评，现在结束？", "结束测评")
    expect(console.get_by_role("heading", name="测评票已封存")).to_be_visible()
    publish(console, "秦若兰")

    scene(screen, "result")
    expect(screen.locator(".stage")).to_contain_text("没有人提交测评")
    phone.get_by_text("已公布的结果").click()
    expect(phone.locator("main")).to_contain_text("有效票过少，不予公布")
    told = hall.counted(round_id, qin)
    assert (told["cast"], told["present"], told["withheld"], told["score"]) == (0, 3, True, None)


def test_who_comes_in_mid_round_counts_from_then_on(
    hall: Hall, console_page: PageOf, phone_page: PageOf, screen_page: PageOf
) -> None:
    """A late delegate gets the open sheet at once; the base of the turnout grows, and the last one in closes quietly.

    党代表 good throughout: 80. 人大代表 good, good, the late one excellent: 260 / 3. 0.6 x 80 + 0.4 x 86.67 = 82.67.
    """
    qin = running(hall, "appraisal")
    crowd = [hall.join(kind) for kind in (*["party_delegate"] * 3, "npc_deputy", "npc_deputy")]
    console, screen = console_page(hall), screen_page(hall)
    round_id = open_round(hall, qin, seconds=120)
    for seat in crowd:
        hall.cast(seat, round_id, qin, "good")
    turnout(console, "5 / 5")

    late = phone_page(hall, hall.slip("npc_deputy"))
    check_in(late)
    turnout(console, "5 / 6")
    expect(screen.locator(".count")).to_contain_text("5/ 6")
    score(late, hall.form(round_id, qin), "优秀")
    expect(screen.locator(".count")).to_contain_text("6/ 6")
    turnout(console, "6 / 6")
    press_next(console, "结束测评 — 秦若兰")
    expect(console.get_by_role("heading", name="测评票已封存")).to_be_visible()
    after = phone_page(hall, hall.slip("npc_deputy"))
    check_in(after)
    expect(after.locator("main")).to_contain_text("测评已结束")
    expect(button(after, "开始评分")).to_have_count(0)

    hall.host("round.reveal", round_id=round_id, to="staff")
    told = hall.counted(round_id, qin)
    assert (told["score"], told["cast"], told["present"]) == ("82.67", 6, 6)
