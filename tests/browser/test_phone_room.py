"""What stands where on a small phone: what is said stays in sight, and a long question leaves its button there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.hall import Hall, Json
from tests.browser.handset import button, check_in, open_round, running

PhoneOf = Callable[[Hall, Json], Page]

BIG = "() => { document.documentElement.dataset.text = 'large' }"


def small_and_large(page: Page) -> None:
    """The smallest phone that is served, in 大字."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate(BIG)


def stands_in_sight(page: Page, what: Locator) -> bool:
    """Whether all of an element is inside the window, with nothing before it."""
    box = what.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    free: bool = what.evaluate(
        "(node, [x, y]) => node.contains(document.elementFromPoint(x, y))",
        middle,
    )
    return free and box["y"] >= 0 and box["y"] + box["height"] <= 640


def test_a_word_of_the_host_is_in_sight_on_a_scrolled_page(hall: Hall, phone_page: PhoneOf) -> None:
    """On the meeting's page, among the questions and on the agenda, however far down one has read."""
    subject_id = running(hall, "inquiry")
    asker = hall.join("party_delegate")
    for n in range(6):
        asked = asker(
            "question.submit", subject_id=subject_id, text=f"第 {n} 个问题，写长一些。" * 5, client_id=f"q{n}"
        )
        hall.host("question.review", question_id=asked["question_id"], decision="approve")
    page = phone_page(hall, hall.slip("npc_deputy"))
    small_and_large(page)
    check_in(page)
    hall.host("notice.post", text="请各位代表把手机调成静音，提问请简短")
    word = page.locator(".say-notice")

    page.mouse.wheel(0, 2000)
    expect(word).to_be_visible()
    assert stands_in_sight(page, word)
    button(page, "写质询问题").click()
    page.mouse.wheel(0, 900)
    page.wait_for_timeout(200)

    assert page.evaluate("scrollY") > 300
    assert stands_in_sight(page, word)
    button(page, "收到").click()
    expect(word).to_have_count(0)


def test_a_long_question_leaves_its_button_in_sight(hall: Hall, phone_page: PhoneOf) -> None:
    """500 characters in 大字 scroll inside their field."""
    running(hall, "inquiry")
    page = phone_page(hall, hall.slip("npc_deputy"))
    small_and_large(page)
    check_in(page)
    button(page, "写质询问题").click()
    page.get_by_label("您的问题").fill("问题很长。" * 100)

    expect(page.get_by_text("500 / 500")).to_be_visible()
    assert stands_in_sight(page, button(page, "提交问题"))


def test_a_round_that_begins_beside_a_long_question_offers_the_way(hall: Hall, phone_page: PhoneOf) -> None:
    """去评分 stands in sight beside its words, in 大字 too, wherever the page is scrolled to."""
    subject_id = running(hall, "inquiry")
    page = phone_page(hall, hall.slip("npc_deputy"))
    small_and_large(page)
    check_in(page)
    button(page, "写质询问题").click()
    page.get_by_label("您的问题").fill("问题很长。" * 100)
    page.mouse.wheel(0, 400)

    open_round(hall, subject_id)

    way = button(page, "去评分")
    expect(way).to_be_visible()
    assert stands_in_sight(page, way)
    way.click()
    expect(button(page, "开始评分")).to_be_visible()
