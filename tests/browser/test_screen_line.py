"""The projector screen when the line is slow, lost or wrong: never an empty wall."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.hall import Hall
from tests.browser.line import Lines
from tests.browser.server import Server
from tests.browser.wall import open_meeting, reveal, scene

ScreenOf = Callable[..., Page]


def test_old_scene_stays_until_the_new_one_has_its_figures(hall: Hall, screen_page: ScreenOf) -> None:
    """A slow answer never leaves an empty wall: the former picture stands until the charts are there."""
    page, qin = screen_page(hall), hall.subject("qin")
    people = open_meeting(hall)
    hall.go(qin, "appraisal")
    scene(page, "appraisal")
    held: list[Route] = []
    page.route("**/figures", lambda route: held.append(route))
    reveal(hall, people, qin)
    hall.host("screen.show", scene="result", subject_id=qin)
    page.wait_for_timeout(800)
    assert page.locator(".stage").get_attribute("data-scene") == "appraisal"
    assert held

    for route in held:
        route.continue_()
    page.unroute("**/figures")
    scene(page, "result")


def test_lost_line_keeps_the_last_picture(own_server: Server, lines: Lines, screen_page: ScreenOf) -> None:
    """With the server gone the scene stands, its clock runs on, and the wall says so; with it back all is mended."""
    hall = Hall(own_server, lines)
    page = screen_page(hall)
    open_meeting(hall, 1)
    hall.go(hall.subject("qin"), "reporting")
    scene(page, "reporting")
    own_server.kill()
    expect(page.get_by_text("连接中断")).to_be_visible()
    before = page.get_by_role("timer").get_attribute("aria-label")
    time.sleep(1.5)
    scene(page, "reporting")
    assert page.get_by_role("timer").get_attribute("aria-label") != before

    own_server.start()
    expect(page.get_by_text("已连接")).to_be_visible(timeout=20_000)
    scene(page, "reporting")


def test_reload_has_its_picture_at_once(hall: Hall, screen_page: ScreenOf) -> None:
    """The page carries what stands: without any socket a reload shows the scene."""
    page = screen_page(hall)
    open_meeting(hall, 1)
    hall.go(hall.subject("qin"), "reporting")
    scene(page, "reporting")
    page.route(re.compile("/socket.io/"), lambda route: route.abort())
    page.route_web_socket(re.compile("/socket.io/"), lambda socket: socket.close())
    page.reload()
    scene(page, "reporting")
    expect(page.get_by_role("heading", name="秦若兰")).to_be_visible()


def test_a_wrong_address_says_so(server: Server) -> None:
    """A screen's address that is none gives a page for people."""
    asked = Request(f"{server.url}/screen/nothing", headers={"Accept": "text/html"})
    with pytest.raises(HTTPError) as refused:
        urlopen(asked)

    assert refused.value.code == 404
    assert "大屏地址不对" in refused.value.read().decode()
