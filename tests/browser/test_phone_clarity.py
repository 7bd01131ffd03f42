"""What a delegate who had never seen the page stumbled over: sentences stay true, nothing moves under the thumb."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hall import Hall, Json
from tests.browser.handset import button, check_in, grade, open_round, running, score

PhoneOf = Callable[[Hall, Json], Page]


def test_an_empty_question_is_answered_in_words(hall: Hall, phone_page: PhoneOf) -> None:
    """A tap on 提交问题 with nothing written says what is missing, until one writes."""
    running(hall)
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    button(page, "写质询问题").click()

    button(page, "提交问题").click()

    expect(page.get_by_role("alert")).to_contain_text("还没有写问题")
    page.get_by_label("您的问题").fill("去年有多少件败诉？")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_question_left_called_does_not_outlive_the_inquiry(hall: Hall, phone_page: PhoneOf) -> None:
    """In the comments' time the card says so, though the host recorded no answer."""
    subject_id = running(hall, "inquiry")
    asker = hall.join("party_delegate")
    asked = asker("question.submit", subject_id=subject_id, text="为什么没有公开？", client_id="one")
    hall.host("question.call", question_id=asked["question_id"])
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    expect(page.locator(".hero")).to_contain_text("正在答复")

    hall.go(subject_id, "commentary")

    expect(page.locator(".hero")).to_contain_text("正在点评")


def test_only_the_clock_of_the_round_counts_while_scoring(hall: Hall, phone_page: PhoneOf) -> None:
    """Before the round no clock runs for who waits; who has sent reads the round's, not that of the stage."""
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    expect(page.locator(".hero")).to_contain_text("即将测评")
    expect(page.get_by_role("timer")).to_have_count(0)

    round_id = open_round(hall, subject_id, seconds=900)
    score(page, hall.form(round_id, subject_id), "良好")
    button(page, "回到会议").click()

    expect(page.locator(".hero")).to_contain_text("请等候测评结束")
    expect(page.get_by_role("timer")).to_contain_text("14:")


def test_a_missing_item_keeps_its_place_once_it_is_chosen(hall: Hall, phone_page: PhoneOf) -> None:
    """The line that pointed at it leaves its room, so that the next row stays where the thumb goes."""
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    form = hall.form(open_round(hall, subject_id), subject_id)
    button(page, "开始评分").click()
    button(page, "去评剩下的").click()
    first, second = (page.locator(f"#i-{item['key']}") for item in form["items"][:2])
    expect(first).to_contain_text("这一项还没有评")
    page.wait_for_timeout(600)  # the smooth scroll ends
    before = second.bounding_box()

    grade(page, form["items"][0], "良好")

    expect(first).not_to_contain_text("这一项还没有评")
    assert second.bounding_box() == before
