"""An answer that does not satisfy is followed up, from the phone that asked."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf
from tests.browser.hall import Hall
from tests.browser.handset import button, check_in, running

FIRST, AGAIN = "办理时限到底有没有？", "十个工作日从哪一天算起？"


def take(console: Page, text: str, reply: str) -> None:
    """Approve a question at the console, call it, note its answer."""
    console.locator(".q", has_text=text).get_by_role("button", name="通过 A").click()
    queue = console.get_by_label("可叫出问题")
    queue.locator(".q", has_text=text).get_by_role("button", name="叫出").click()
    console.get_by_label("答复要点").fill(reply)
    console.get_by_role("button", name="答复完毕").click()
    expect(console.locator(".called")).to_have_count(0)


def test_an_answered_question_is_followed_up_once(
    hall: Hall, console_page: PageOf, phone_page: PageOf, viewer_page: PageOf
) -> None:
    """The phone offers 追问 under its own answer; the host sees what it follows; a second one is not offered."""
    running(hall, "inquiry")
    phone, viewer, console = phone_page(hall, hall.slip("npc_deputy")), viewer_page(hall), console_page(hall)
    check_in(phone)
    button(phone, "写质询问题").click()
    phone.get_by_label("您的问题").fill(FIRST)
    button(phone, "提交问题").click()
    take(console, FIRST, "十个工作日内办结。")

    expect(phone.get_by_text("答复要点：十个工作日内办结。").first).to_be_visible()
    phone.get_by_role("link", name="追问").click()
    phone.get_by_label("您的问题").fill(AGAIN)
    button(phone, "提交问题").click()
    expect(console.locator(".q", has_text=AGAIN)).to_contain_text("追问")
    take(console, AGAIN, "从受理之日算起。")

    expect(phone.get_by_text("答复要点：从受理之日算起。").first).to_be_visible()
    expect(phone.locator("li", has_text=FIRST).first.get_by_role("link", name="追问")).to_have_count(0)
    viewer.get_by_role("link", name="提问").click()
    expect(viewer.get_by_role("main")).to_contain_text("从受理之日算起。")
    one, two = sorted(hall.host.until(lambda s: len(s["questions"]) == 2 and s["questions"]), key=lambda q: q["number"])
    assert (two["follows"], one["state"], two["state"]) == (one["id"], "answered", "answered")
