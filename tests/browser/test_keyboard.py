"""The console and the viewers' page without a mouse: every button is reached, seen when reached, and left again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.hall import Hall
from tests.browser.handset import running

PageOf = Callable[..., Page]
MOST = 200  # a round of Tab is shorter than this, or the focus is trapped

START = """() => {
  for (const one of document.querySelectorAll('[data-walked]')) delete one.dataset.walked
  document.body.tabIndex = -1
  document.body.focus()  // Tab goes on from here, and not from what had the focus before
  document.body.removeAttribute('tabindex')
}"""
HERE = """() => {
  const at = document.activeElement
  if (!at || at === document.body) return null
  const style = getComputedStyle(at)
  const around = at.closest('label') ? getComputedStyle(at.closest('label')) : style
  const beside = at.nextElementSibling ? getComputedStyle(at.nextElementSibling) : style
  const ring = [style, around, beside].some((one) => one.outlineStyle !== 'none' || one.boxShadow !== 'none')
  if (!at.dataset.walked) at.dataset.walked = String(document.querySelectorAll('[data-walked]').length + 1)
  return { id: at.dataset.walked, name: (at.getAttribute('aria-label') ?? at.textContent).trim().slice(0, 40), ring }
}"""
REACHABLE = """() => [...document.querySelectorAll('button, a[href], input, select, textarea, summary')]
  .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0 && one.type !== 'radio')
  .filter((one) => !one.dataset.walked)
  .map((one) => (one.getAttribute('aria-label') ?? one.textContent ?? one.id).trim().slice(0, 40))"""

KEPT = """() => document.activeElement === document.body
  || document.activeElement.closest('dialog, [role=dialog]') !== null"""


def walk(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """Press Tab until the focus is where it began, or outside the page; give every place it stood at."""
    page.evaluate(START)
    places: list[dict[str, Any]] = []
    for _ in range(MOST):
        page.keyboard.press(key)
        here = page.evaluate(HERE)
        if here is None or (places and here["id"] == places[0]["id"]):
            return places
        places.append(here)
    raise AssertionError(f"no end after {MOST} steps: {places[-5:]}")


def assert_all_reached(page: Page) -> None:
    """Tab comes to every control that is in sight, each shows that it has the focus, and none holds it."""
    places = walk(page)
    assert len(places) == len({place["id"] for place in places})
    assert [place["name"] for place in places if not place["ring"]] == []
    assert page.evaluate(REACHABLE) == []


def test_the_console_is_walked_by_tab(hall: Hall, console_page: PageOf) -> None:
    """Agenda, inbox, screen and notices in turn, out at the end, and a question keeps Tab to itself until answered."""
    subject_id = running(hall, "inquiry")
    asker = hall.join("npc_deputy")
    asker("question.submit", subject_id=subject_id, text="办理时限到底有没有？", client_id="one")
    page = console_page(hall, (1440, 900))
    expect(page.locator(".q")).to_have_count(1)

    assert_all_reached(page)

    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(KEPT)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_the_viewers_page_is_walked_by_tab(hall: Hall, viewer_page: PageOf) -> None:
    """Each of the four columns: its name, then what it holds."""
    subject_id = running(hall, "inquiry")
    hall.host("round.open", subject_ids=[subject_id], audience="viewers")
    page = viewer_page(hall, (1280, 800))
    for name in ("进程", "提问", "我述你评", "结果"):
        tab = page.get_by_role("navigation", name="栏目").get_by_role("link", name=name)
        tab.focus()
        page.keyboard.press("Enter")
        expect(tab).to_have_attribute("aria-current", "page")
        assert_all_reached(page)
