"""Scoring on a phone: nothing touches a half-filled sheet, what is sent counts once, and every end is said."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf
from tests.browser.hall import Hall, Json
from tests.browser.handset import button, cast_count, check_in, chosen, fill, grade, kept, open_round, running
from tests.browser.line import Lines
from tests.browser.server import Server

PhoneOf = Callable[[Hall, Json], Page]


def on_the_sheet(hall: Hall, page: Page, round_id: str, subject_id: str) -> Json:
    """Start scoring; return the form."""
    button(page, "开始评分").click()
    return hall.form(round_id, subject_id)


def test_a_sheet_becomes_one_counted_ballot_and_a_receipt(hall: Hall, phone_page: PhoneOf) -> None:
    """What is missing is pointed at, 核对 shows all, and after the ack the phone knows only the receipt."""
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, subject_id, seconds=300)
    form = on_the_sheet(hall, page, round_id, subject_id)
    fill(page, {"items": form["items"][:-2]}, "良好")

    button(page, "去评剩下的 2 项").click()
    missing = form["items"][-2]
    expect(page.locator(f"#i-{missing['key']}")).to_contain_text("这一项还没有评")
    expect(page.locator(f"#i-{missing['key']} input").first).to_be_focused()
    fill(page, {"items": form["items"][-2:]}, "不了解")
    button(page, "核对并提交").click()
    expect(page.get_by_text("选“不了解”的 2 项不计分")).to_be_visible()
    button(page, "确认提交").click()

    expect(page.get_by_role("heading", name="评分已提交")).to_be_visible()
    assert re.fullmatch(r"[0-9A-F]{4} [0-9A-F]{4} [0-9A-F]{4}", page.locator(".code").inner_text())
    hall.host.until(lambda s: cast_count(hall, round_id) == 1)
    assert "good" not in kept(page)
    page.go_back()
    expect(page.get_by_role("heading", name="秦若兰")).to_be_visible()
    expect(button(page, "开始评分")).to_have_count(0)


def test_nothing_that_arrives_touches_a_half_filled_sheet(hall: Hall, phone_page: PhoneOf) -> None:
    """Other ballots, a notice and a reload leave the grades, and the rows stand where they stood."""
    subject_id = running(hall, "appraisal")
    others = [hall.join("party_delegate") for _ in range(6)]
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, subject_id)
    form = on_the_sheet(hall, page, round_id, subject_id)
    fill(page, {"items": form["items"][:3]}, "一般")
    before, place = chosen(page), page.locator(".item").nth(3).bounding_box()

    for other in others:
        hall.cast(other, round_id, subject_id, "good")
    hall.host("notice.post", text="请各位代表抓紧评分")
    expect(page.get_by_text("请各位代表抓紧评分")).to_be_visible()

    assert chosen(page) == before
    assert page.locator(".item").nth(3).bounding_box() == place
    page.reload()
    expect(page.locator(".ticks")).to_contain_text("3/")
    assert chosen(page) == before


def test_a_ballot_sent_into_a_dead_line_arrives_once(own_server: Server, lines: Lines, phone_page: PhoneOf) -> None:
    """The server is killed under 确认提交 and comes back: the phone sends by itself, and one ballot is in."""
    hall = Hall(own_server, lines)
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, subject_id)
    fill(page, on_the_sheet(hall, page, round_id, subject_id), "优秀")
    button(page, "核对并提交").click()

    own_server.kill()
    button(page, "确认提交").click()
    expect(page.get_by_role("heading", name="正在提交")).to_be_visible()
    expect(page.get_by_text("网络暂时不通")).to_be_visible()
    own_server.start()

    expect(page.get_by_role("heading", name="评分已提交")).to_be_visible(timeout=20_000)
    host = lines.connect(own_server.url, hall.info["host_access"])
    assert sum(row["cast"] for row in host.sections["turnout"]) == 1


def test_a_round_that_closes_over_a_sheet_says_so(hall: Hall, phone_page: PhoneOf) -> None:
    """Never silence: the page tells that the grades do not count, and why."""
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, subject_id)
    form = on_the_sheet(hall, page, round_id, subject_id)
    grade(page, form["items"][0], "良好")

    hall.host("round.close", round_id=round_id)

    expect(page.get_by_role("heading", name="测评已经结束")).to_be_visible()
    expect(page.locator("main")).to_contain_text("没有计入")
    button(page, "回到会议").click()
    expect(page.get_by_role("heading", name="秦若兰")).to_be_visible()


def test_the_grace_is_for_who_has_begun(hall: Hall, phone_page: PhoneOf) -> None:
    """After the deadline one who scores may still send; another is offered no sheet any more."""
    subject_id = running(hall, "appraisal")
    begun, late = phone_page(hall, hall.slip("npc_deputy")), phone_page(hall, hall.slip("party_delegate"))
    check_in(begun)
    check_in(late)
    round_id = open_round(hall, subject_id, seconds=6)
    form = on_the_sheet(hall, begun, round_id, subject_id)

    expect(begun.get_by_text("时间已到。您已动笔")).to_be_visible(timeout=15_000)
    expect(late.get_by_text("测评时间已到")).to_be_visible()
    expect(button(late, "开始评分")).to_have_count(0)
    fill(begun, form, "较差")
    button(begun, "核对并提交").click()
    button(begun, "确认提交").click()

    expect(begun.get_by_role("heading", name="评分已提交")).to_be_visible()
    hall.host.until(lambda s: cast_count(hall, round_id) == 1)


def test_several_people_are_separate_ballots(hall: Hall, phone_page: PhoneOf) -> None:
    """集中测评: one sheet after the other, one 核对, a ballot and a receipt for each."""
    first = running(hall, "appraisal")
    second = hall.subject("gu")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, first, second, seconds=300)
    expect(page.get_by_role("heading", name="请评 2 位同志")).to_be_visible()
    fill(page, on_the_sheet(hall, page, round_id, first), "良好")
    button(page, "下一位：顾长宁").click()
    fill(page, hall.form(round_id, second), "优秀")
    button(page, "核对并提交").click()
    button(page, "提交 2 份").click()

    expect(page.get_by_text("2 份，每份有自己的回执码")).to_be_visible()
    expect(page.locator(".code")).to_have_count(2)
    hall.host.until(lambda s: cast_count(hall, round_id) == 2)


def test_abstaining_is_asked_for_and_counts_as_cast(hall: Hall, phone_page: PhoneOf) -> None:
    """弃权 has a confirmation of its own."""
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, subject_id)
    on_the_sheet(hall, page, round_id, subject_id)

    page.get_by_text("弃权，不评这位同志").click()
    button(page, "确认弃权").click()

    expect(page.get_by_role("heading", name="评分已提交")).to_be_visible()
    hall.host.until(lambda s: cast_count(hall, round_id) == 1)


def test_a_round_does_not_take_anybody_away_from_writing(hall: Hall, phone_page: PhoneOf) -> None:
    """Who writes a question gets a strip with a way to the sheet, and the words stay."""
    subject_id = running(hall, "inquiry")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    button(page, "写质询问题").click()
    page.get_by_label("您的问题").fill("还没写完的问")

    open_round(hall, subject_id)

    expect(page.get_by_text("测评已开始")).to_be_visible()
    expect(page.get_by_label("您的问题")).to_have_value("还没写完的问")
    page.get_by_text("去评分").click()
    expect(button(page, "开始评分")).to_be_visible()


def test_a_void_round_says_so_and_the_next_one_starts_empty(hall: Hall, phone_page: PhoneOf) -> None:
    """A draft belongs to its round: nothing of a void one comes back in the next."""
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, subject_id)
    form = on_the_sheet(hall, page, round_id, subject_id)
    grade(page, form["items"][0], "良好")

    hall.host("round.void", round_id=round_id, reason="票箱未清零")
    expect(page.get_by_role("heading", name="这次测评已作废")).to_be_visible()
    button(page, "回到会议").click()
    again = open_round(hall, subject_id)
    on_the_sheet(hall, page, again, subject_id)

    expect(page.locator(".ticks")).to_contain_text("0/")
    assert chosen(page) == {}


def test_a_ballot_sent_in_a_pause_goes_in_when_the_meeting_goes_on(hall: Hall, phone_page: PhoneOf) -> None:
    """The phone says that it waits, and needs no second tap."""
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, subject_id, seconds=300)
    fill(page, on_the_sheet(hall, page, round_id, subject_id), "良好")
    button(page, "核对并提交").click()
    hall.host("meeting.pause")
    button(page, "确认提交").click()
    expect(page.get_by_text("恢复后会自动提交")).to_be_visible()

    hall.host("meeting.resume")

    expect(page.get_by_role("heading", name="评分已提交")).to_be_visible()
    hall.host.until(lambda s: cast_count(hall, round_id) == 1)


def test_a_second_window_of_the_same_phone_lets_go_of_the_sheet(
    hall: Hall, phone_page: PhoneOf, open_page: PageOf
) -> None:
    """What one window has sent is not offered in the other, and no grade stays behind."""
    subject_id = running(hall, "appraisal")
    slip = hall.slip("npc_deputy")
    first = phone_page(hall, slip)
    check_in(first)
    round_id = open_round(hall, subject_id)
    fill(first, on_the_sheet(hall, first, round_id, subject_id), "良好")
    second = open_page(f"{hall.server.url}/j/{slip['token']}", context=first.context)
    button(second, "核对并提交").click()
    button(second, "确认提交").click()
    expect(second.get_by_role("heading", name="评分已提交")).to_be_visible()

    expect(first.get_by_role("heading", name="秦若兰")).to_be_visible()
    expect(button(first, "评分")).to_have_count(0)
    assert "good" not in kept(first)
