"""The phone's page is light: what Chromium really takes in for a whole meeting stays under 100 KB."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.hall import Hall, Json
from tests.browser.handset import check_in, running

PhoneOf = Callable[[Hall, Json], Page]

LIMIT = 100_000  # bytes
TAKEN = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .filter((entry) => !entry.name.includes('/socket.io/') && !entry.name.includes('/api/'))
  .map((entry) => [entry.name, entry.encodedBodySize])"""


def test_all_files_of_the_page_weigh_less_than_100_kb(hall: Hall, phone_page: PhoneOf) -> None:
    """Markup, styles, scripts and libraries, compressed as they travel."""
    running(hall)
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)

    taken: list[tuple[str, int]] = page.evaluate(TAKEN)

    assert len(taken) > 5
    assert all(size > 0 for _, size in taken), taken
    assert sum(size for _, size in taken) < LIMIT, sorted(taken, key=lambda entry: -entry[1])
