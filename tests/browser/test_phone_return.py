"""Going away and coming back on a phone: the back key, a second window, a dark screen, a browser that keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.cable import Cable
from tests.browser.conftest import PHONE, PageOf
from tests.browser.hall import Hall, Json
from tests.browser.handset import button, cast_count, check_in, chosen, fill, grade, open_round, open_sheet, running

PhoneOf = Callable[..., Page]

WECHAT = (
    "Mozilla/5.0 (Linux; Android 12; HarmonyOS) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/100.0.4896.127 XWEB/5023 MMWEBSDK/20221109 Mobile Safari/537.36 MicroMessenger/8.0.31 WeChat/arm64"
)
# what came after Chromium 100 and could be used unawares, and storage that a strict or private browser forbids
WITHOUT = """
for (const name of ['toSorted', 'toReversed', 'toSpliced', 'with']) delete Array.prototype[name]
for (const name of ['union', 'intersection', 'difference']) delete Set.prototype[name]
for (const name of ['isWellFormed', 'toWellFormed']) delete String.prototype[name]
delete Object.groupBy; delete Map.groupBy; delete Array.fromAsync; delete Promise.withResolvers; delete URL.canParse
delete AbortSignal.any; delete AbortSignal.timeout; delete Element.prototype.checkVisibility
delete document.startViewTransition; delete HTMLElement.prototype.showPopover; delete navigator.wakeLock
delete window.BroadcastChannel
Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('forbidden', 'SecurityError') } })
"""
# a wake lock that a test can look at
LOCK = """
window.locks = 0
Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => {
  window.locks += 1
  return { released: false, release() { if (!this.released) window.locks -= 1; this.released = true } }
} } })
"""


@pytest.fixture
def wechat(browser: Browser, open_page: PageOf) -> Iterator[Callable[[Hall, Json], Page]]:
    """Open a slip in WeChat's browser of Chromium 100, with storage forbidden."""
    contexts = []

    def wechat(hall: Hall, slip: Json) -> Page:
        context = browser.new_context(
            viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True, user_agent=WECHAT
        )
        context.add_init_script(WITHOUT)
        contexts.append(context)
        return open_page(f"{hall.server.url}/j/{slip['token']}", context=context)

    yield wechat
    for context in contexts:
        context.close()


def test_wechat_without_storage_scores_and_survives_a_reload(hall: Hall, wechat: Callable[[Hall, Json], Page]) -> None:
    """Nothing newer than Chromium 100, nothing stored: the page says so, keeps seat and sheet, and sends."""
    subject_id = running(hall, "appraisal")
    page = wechat(hall, hall.slip("npc_deputy"))
    check_in(page)
    expect(page.get_by_text("这个浏览器不保存内容")).to_be_visible()
    round_id = open_round(hall, subject_id)
    form = hall.form(round_id, subject_id)
    open_sheet(page)
    fill(page, {"items": form["items"][:3]}, "一般")

    page.reload()

    expect(page.locator(".ticks")).to_contain_text("3/")
    fill(page, form, "良好")
    button(page, "核对并提交").click()
    button(page, "确认提交").click()
    expect(page.get_by_role("heading", name="评分已提交")).to_be_visible()
    hall.host.until(lambda s: cast_count(hall, round_id) == 1)
    assert "good" not in page.evaluate("window.name")


def test_the_back_key_goes_up_one_level_and_stays_on_the_page(hall: Hall, phone_page: PhoneOf) -> None:
    """From the check to the sheet to the meeting, also after a reload, and never back to a sent sheet."""
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, subject_id)
    form = hall.form(round_id, subject_id)
    open_sheet(page)
    fill(page, form, "良好")
    button(page, "核对并提交").click()
    page.go_back()
    expect(page.locator(".item").first).to_be_visible()
    page.reload()
    expect(page.locator(".ticks")).to_contain_text("7/7")
    page.go_back()
    expect(button(page, "继续评分")).to_be_visible()

    button(page, "继续评分").click()
    button(page, "核对并提交").click()
    button(page, "确认提交").click()
    expect(page.get_by_role("heading", name="评分已提交")).to_be_visible()
    page.go_back()

    expect(page.locator(".hero")).to_contain_text("您已提交评分")
    assert page.url.startswith(hall.server.url)


def test_a_second_window_says_so_and_both_hold_one_sheet(hall: Hall, phone_page: PhoneOf, open_page: PageOf) -> None:
    """The same slip twice on one phone: no fight, no loss; what one window fills in stands in the other."""
    subject_id = running(hall, "appraisal")
    slip = hall.slip("npc_deputy")
    first = phone_page(hall, slip)
    check_in(first)
    second = open_page(f"{hall.server.url}/j/{slip['token']}", context=first.context)
    for page in (first, second):
        expect(page.get_by_text("您在这部手机的另一个窗口也打开了本页")).to_be_visible()
    round_id = open_round(hall, subject_id)
    form = hall.form(round_id, subject_id)
    open_sheet(first)
    grade(first, form["items"][0], "优秀")
    button(second, "继续评分").click()
    grade(second, form["items"][1], "良好")
    expect(first.locator(".ticks")).to_contain_text("2/")
    assert chosen(first) == chosen(second) == {"effort": "excellent", "decisions": "good"}

    second.close()

    first.get_by_label("返回").click()
    expect(first.get_by_text("另一个窗口")).to_have_count(0, timeout=10_000)


def test_a_phone_that_was_dark_is_true_again_when_it_is_looked_at(
    hall: Hall, phone_page: PhoneOf, cable: Cable
) -> None:
    """The line died in the pocket and the tries are seconds apart: a look at the page tries at once."""
    subject_id = running(hall, "reporting")
    page = phone_page(hall, hall.slip("npc_deputy"), cable)
    check_in(page)
    cable.cut()
    expect(page.get_by_text("网络已断开，正在重连")).to_be_visible(timeout=12_000)
    hall.go(subject_id, "inquiry")
    page.wait_for_timeout(3000)
    cable.mend()

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator(".hero")).to_contain_text("正在质询", timeout=2000)
    expect(page.get_by_text("网络已断开")).to_have_count(0)


def test_the_screen_stays_on_while_there_is_something_to_score(hall: Hall, browser: Browser, open_page: PageOf) -> None:
    """The wake lock is taken when a round opens and given back at its end."""
    subject_id = running(hall, "appraisal")
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    context.add_init_script(LOCK)
    page = open_page(f"{hall.server.url}/j/{hall.slip('npc_deputy')['token']}", context=context)
    check_in(page)
    assert page.evaluate("window.locks") == 0

    round_id = open_round(hall, subject_id)
    hall.host.until(lambda _: page.evaluate("window.locks") == 1)
    hall.host("round.close", round_id=round_id)

    hall.host.until(lambda _: page.evaluate("window.locks") == 0)
    context.close()
