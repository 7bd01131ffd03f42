"""Half-open lines, whose ends hear of no loss: the server lets go of them, the page says that it is offline."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cable import Cable
from tests.browser.hall import Hall
from tests.browser.handset import check_in, running
from tests.browser.line import Lines
from tests.faults.server import Victim

PING_S, NO_PONG_S = 10, 15


@pytest.fixture
def cable(server: Victim) -> Iterator[Cable]:
    """The network between the page and the server."""
    cable = Cable(server)
    yield cable
    cable.close()


def on_the_line(hall: Hall, seats: int, seconds: float) -> None:
    """Wait until the server counts so many phones."""
    end = time.monotonic() + seconds
    while hall.host("health.get")["sockets"]["seats"] != seats:
        assert time.monotonic() < end, f"not {seats} within {seconds} s"
        time.sleep(0.2)


def test_everything_is_swallowed(server: Victim, cable: Cable, lines: Lines, phone_page: Callable[..., Page]) -> None:
    """The page says so within its fifteen seconds, the server drops the socket within its ping's; then all is well."""
    hall = Hall(server, lines)
    running(hall)
    page = phone_page(hall, hall.slip("party_delegate"), cable)
    check_in(page)
    expect(page.get_by_text("秦若兰").first).to_be_visible()
    on_the_line(hall, 1, 10)
    cable.swallow()

    expect(page.get_by_text("网络已断开，正在重连")).to_be_visible(timeout=20_000)
    on_the_line(hall, 0, PING_S + NO_PONG_S)
    hall.go(hall.subject("gu"), "reporting")
    cable.cut()
    cable.mend()
    expect(page.get_by_text("顾长宁").first).to_be_visible(timeout=15_000)
    on_the_line(hall, 1, 10)
