"""Getting in on a phone: a slip, a typed code, the open door, and what is said when one of them does not work."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, PageOf
from tests.browser.hall import MEETING, Hall, Json
from tests.browser.handset import button, check_in, running
from tests.browser.line import Lines
from tests.browser.server import Server

PhoneOf = Callable[[Hall, Json], Page]


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Page]:
    """A phone that is refused: what the browser logs of that is no error of the page."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True)
    yield context.new_page()
    context.close()


def test_a_slip_says_who_and_what_without_any_script(hall: Hall, browser: Browser) -> None:
    """The server itself draws the meeting, the category and what happens now."""
    running(hall, "inquiry")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hall.server.url}/j/{hall.slip('npc_deputy')['token']}")

    expect(page.locator(".top-name")).to_contain_text("云川县2026年度专题述法会人大代表")
    expect(page.locator(".hero")).to_contain_text("正在质询")
    expect(page.get_by_role("heading", name="秦若兰")).to_be_visible()
    context.close()


def test_check_in_opens_by_itself_and_takes_one_tap(hall: Hall, phone_page: PhoneOf) -> None:
    """A phone that is early waits, offers 签到 when the host opens, and then waits for the start."""
    page = phone_page(hall, hall.slip("npc_deputy"))
    expect(page.get_by_role("heading", name="会议还没有开始")).to_be_visible()

    hall.host("meeting.open")
    check_in(page)

    expect(page.locator(".hero").get_by_text("您已签到")).to_be_visible()
    hall.host.until(lambda s: sum(row["present"] for row in s["presence"]) == 1)


def test_another_phone_is_told_what_happened_and_gets_in_after_the_release(
    hall: Hall, phone_page: PhoneOf, stranger: Page
) -> None:
    """A bound slip says so, the host releases it, and the first phone is put out with a plain word."""
    slip = hall.slip("npc_deputy")
    hall.host("meeting.open")
    first = phone_page(hall, slip)
    check_in(first)
    second = stranger
    second.goto(f"{hall.server.url}/j/{slip['token']}")
    expect(second.get_by_role("heading", name="这张票证已在另一部手机上使用")).to_be_visible()
    expect(second.locator("main")).to_contain_text("请会务人员“解除绑定”")
    expect(second.locator(".tail")).to_have_text(slip["code"][-4:])

    found = hall.host("seat.find", code_tail=slip["code"][-4:])["seats"]
    hall.host("seat.release", seat_id=found[0]["seat_id"])
    button(second, "已解除，重新进入").click()

    expect(second.locator(".hero").get_by_text("您已签到")).to_be_visible()
    expect(first.get_by_role("heading", name="这张票证已解除绑定")).to_be_visible()


def test_a_typed_code_is_cleaned_and_remembered(hall: Hall, open_page: PageOf) -> None:
    """Small letters and a dash are fine; a reload comes back without typing, and there is a way to another code."""
    hall.host("meeting.open")
    page = open_page(f"{hall.server.url}/j", PHONE, touch=True)
    code = hall.slip("npc_deputy")["code"].lower()
    page.get_by_label("8 位编码").fill(f"{code[:4]}-{code[4:]}")
    page.get_by_label("8 位编码").press("Enter")
    expect(page.get_by_text("输入另一个编码")).to_be_visible()
    check_in(page)

    page.reload()

    expect(page.locator(".hero").get_by_text("您已签到")).to_be_visible()


def test_a_wrong_code_is_explained(hall: Hall, stranger: Page) -> None:
    """What may have been misread is said beside the field, which keeps what was typed."""
    page = stranger
    page.goto(f"{hall.server.url}/j")
    page.get_by_label("8 位编码").fill("7777 7777")
    button(page, "下一步").click()

    expect(page.get_by_role("alert")).to_contain_text("像 O 的是数字 0")
    expect(page.get_by_label("8 位编码")).to_have_value("7777 7777")


def test_a_slip_that_is_none_leads_to_the_code(server: Server, stranger: Page) -> None:
    """A damaged QR is answered with what to do, and the way to type the code."""
    page = stranger
    page.goto(f"{server.url}/j/nothing.at-all")
    expect(page.get_by_role("heading", name="这张票证不能使用")).to_be_visible()

    button(page, "输入编码").click()

    expect(page.get_by_label("8 位编码")).to_be_visible()


def test_the_open_door_gives_a_seat_and_the_same_one_again(server: Server, lines: Lines, open_page: PageOf) -> None:
    """Whoever scans the screen takes a free seat of the category; a reload does not take a second one."""
    meeting = copy.deepcopy(MEETING)
    meeting["settings"]["open_join"] = ["npc_deputy"]
    hall = Hall(server, lines, meeting)
    hall.host("meeting.open")
    page = open_page(f"{server.url}/o/{hall.code}/npc_deputy", PHONE, touch=True)
    check_in(page)

    page.reload()

    expect(page.locator(".hero").get_by_text("您已签到")).to_be_visible()
    bound = {row["category"]: row["bound"] for row in hall.host.sections["seats"]}
    assert bound["npc_deputy"] == 1


def test_large_text_stays_chosen(hall: Hall, phone_page: PhoneOf) -> None:
    """大字 makes everything a quarter larger, also after a reload, and nothing leaves the page at 360 px."""
    running(hall)
    page = phone_page(hall, hall.slip("npc_deputy"))
    page.set_viewport_size({"width": 360, "height": 640})
    check_in(page)
    button(page, "大字").click()

    page.reload()

    expect(button(page, "大字")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("heading", name="秦若兰")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert page.evaluate("document.documentElement.scrollWidth") == 360
