"""Leaders, observers and the one who reports on their phones; results, notices, and a line that is lost."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hall import Hall, Json
from tests.browser.handset import button, check_in, open_round, running
from tests.browser.line import Lines
from tests.browser.server import Server

PhoneOf = Callable[[Hall, Json], Page]


def test_a_comment_is_kept_given_amended_and_read_by_whom_it_is_about(hall: Hall, phone_page: PhoneOf) -> None:
    """The draft survives a reload; what the host shows stands on the reporter's phone."""
    running(hall, "commentary")
    page, reporter = phone_page(hall, hall.slip("leader")), phone_page(hall, hall.slip("", "qin"))
    check_in(page)
    check_in(reporter)
    button(page, "点评 秦若兰").click()
    page.get_by_label("成绩").fill("执法全过程记录扎实。")
    page.reload()
    expect(page.get_by_label("成绩")).to_have_value("执法全过程记录扎实。")
    button(page, "提交点评").click()
    expect(page.get_by_text("点评已提交")).to_be_visible()
    page.get_by_label("建议").fill("三个月内建立联合执法清单。")
    button(page, "提交修改").click()

    comment = hall.host.until(lambda s: next(c for c in s["comments"] if c["advice"]))
    expect(reporter.get_by_text("主持人展示点评后")).to_be_visible()
    hall.host("comment.show", comment_id=comment["id"], on=True)

    expect(reporter.get_by_role("heading", name="李副书记点评")).to_be_visible()
    expect(reporter.locator("main")).to_contain_text("三个月内建立联合执法清单。")
    assert len(hall.host.sections["comments"]) == 1
    page.get_by_label("问题短板").fill("裁量基准公布晚。")
    hall.go(hall.subject("gu"), "reporting")
    expect(page.get_by_role("heading", name="您写了但没有提交的")).to_be_visible()
    expect(page.locator("main")).to_contain_text("裁量基准公布晚。")


def test_an_observer_notes_and_sees_what_was_not_adopted(hall: Hall, phone_page: PhoneOf) -> None:
    """All questions with their fate are open to an observer; a note is saved for 督察 alone."""
    subject_id = running(hall, "inquiry")
    asker = hall.join("npc_deputy")
    question = asker("question.submit", subject_id=subject_id, text="某案何时判？", client_id="one")
    hall.host("question.review", question_id=question["question_id"], decision="reject", reason="在审个案")
    page = phone_page(hall, hall.slip("observer"))
    check_in(page)

    page.get_by_text("全部提问").click()
    expect(page.locator("li", has_text="某案何时判？")).to_contain_text("未采纳")
    expect(page.locator("li", has_text="某案何时判？")).to_contain_text("原因：在审个案")
    page.get_by_label("返回").click()
    button(page, "写列席记录").click()
    page.get_by_label("记录", exact=True).fill("到会 27 人，一人请假。")
    button(page, "保存记录").click()

    expect(page.get_by_text("已保存（1）")).to_be_visible()
    expect(page.locator("li", has_text="到会 27 人")).to_contain_text("秦若兰")


def test_the_reporter_has_a_clock_the_question_and_the_hosts_word(hall: Hall, phone_page: PhoneOf) -> None:
    """The podium counts down, turns to the called question, and 收到 tells the host that a notice was read."""
    subject_id = running(hall, "reporting")
    page = phone_page(hall, hall.slip("", "qin"))
    check_in(page)
    expect(page.locator("body.podium")).to_have_attribute("data-time", "calm")
    expect(page.get_by_role("heading", name="述法·还有")).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("07:")

    hall.host("notice.post", text="请注意时间", to="reporter")
    expect(page.get_by_text("请注意时间")).to_be_visible()
    button(page, "收到").click()
    hall.host.until(lambda s: s["notice"]["acked"] == 1)
    expect(page.get_by_text("请注意时间")).to_have_count(0)

    hall.go(subject_id, "inquiry")
    asker = hall.join("npc_deputy")
    question = asker("question.submit", subject_id=subject_id, text="抽检多少批次？", client_id="one")
    hall.host("question.call", question_id=question["question_id"])
    hall.host("timer.start", which="turn")

    expect(page.get_by_role("heading", name="抽检多少批次？")).to_be_visible()
    expect(page.get_by_text("请答复", exact=True)).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("02:5")


def test_a_result_is_shown_when_it_is_revealed_and_not_before(hall: Hall, phone_page: PhoneOf) -> None:
    """Closed is sealed; revealed to the seats it is one tap away, with the figures that the host has."""
    subject_id = running(hall, "appraisal")
    seats = [hall.join("npc_deputy") for _ in range(3)]
    page = phone_page(hall, hall.slip("observer"))
    check_in(page)
    round_id = open_round(hall, subject_id)
    for seat in seats:
        hall.cast(seat, round_id, subject_id, "good")
    hall.host("round.close", round_id=round_id)
    expect(page.get_by_text("已公布的结果")).to_have_count(0)

    hall.host("round.reveal", round_id=round_id, to="seats")
    page.get_by_text("已公布的结果").click()

    expect(page.locator(".score")).to_contain_text("80.00")
    expect(page.get_by_role("img")).to_have_attribute(
        "aria-label", "优秀 0 票，良好 3 票，一般 0 票，较差 0 票，不了解 0 票"
    )


def test_a_lost_line_is_said_and_heals(own_server: Server, lines: Lines, phone_page: PhoneOf) -> None:
    """After a few seconds the phone says so; what was written meanwhile is sent when the line is back."""
    hall = Hall(own_server, lines)
    running(hall)
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    button(page, "写质询问题").click()

    own_server.kill()
    page.get_by_label("您的问题").fill("断网时写的问题")
    button(page, "提交问题").click()
    expect(page.get_by_text("网络已断开，正在重连")).to_be_visible(timeout=15_000)
    expect(page.locator("li", has_text="断网时写的问题")).to_contain_text("正在发送")
    own_server.start()

    expect(page.get_by_text("网络已断开")).to_have_count(0, timeout=20_000)
    expect(page.locator("li", has_text="断网时写的问题")).to_contain_text("待审核")
