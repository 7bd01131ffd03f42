"""Every page names its meeting in its socket's address: a proxy sends one meeting to one process by it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.hall import Hall


def socket_of(browser: Browser, address: str) -> dict[str, list[str]]:
    """Open a page; return what its socket's address asks for."""
    page = browser.new_page()
    try:
        with page.expect_websocket(timeout=15_000) as opened:
            page.goto(address)
        return parse_qs(urlsplit(opened.value.url).query)
    finally:
        page.close()


@pytest.mark.parametrize("kind", ["phone", "viewer", "screen"])
def test_a_page_names_its_meeting(browser: Browser, hall: Hall, kind: str) -> None:
    """By its code, which is no secret."""
    addresses: dict[str, Callable[[], str]] = {
        "phone": lambda: f"{hall.server.url}/j/{hall.slip('party_delegate')['token']}",
        "viewer": lambda: f"{hall.server.url}/live/{hall.code}",
        "screen": lambda: str(hall.info["screen_url"]),
    }

    assert socket_of(browser, addresses[kind]())["m"] == [hall.code]


def test_the_console_names_its_meeting(hall: Hall, console_page: Callable[..., Page]) -> None:
    """Also when it is opened anew."""
    page = console_page(hall)

    with page.expect_websocket(timeout=15_000) as opened:
        page.reload()

    assert parse_qs(urlsplit(opened.value.url).query)["m"] == [hall.code]
