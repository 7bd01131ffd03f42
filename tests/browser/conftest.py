"""Fixtures for tests in a real browser against a real server.

Every page that a fixture opens is watched: an error in it, also a violation of the content policy, fails the test.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from tests.browser.cable import Cable
from tests.browser.hall import Hall, Json
from tests.browser.line import Lines
from tests.browser.server import PASSWORD, STAFF, Server

PageOf = Callable[..., Page]

WALL, DESK, PHONE = (1920, 1080), (1280, 800), (390, 844)
expect.set_options(timeout=10_000)  # two rows of tests share the machine; what is there is found at once all the same
QUIET = ("net::ERR_", "WebSocket connection", "/socket.io/")  # what a browser says of a line that is down


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Chromium of the system, silent."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium is not None, "no Chromium on the PATH: make test installs it"
    flags = [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ]  # fmt: skip
    return {"executable_path": chromium, "args": flags}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all browser tests, with an account of the host."""
    yield from _serve(Server(tmp_path_factory.mktemp("server")))


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this test's own, which it may kill."""
    yield from _serve(Server(tmp_path_factory.mktemp("own")))


def _serve(server: Server) -> Iterator[Server]:
    server.make_database()
    server.app("staff", "add", STAFF, "--role", "host", typed=f"{PASSWORD}\n")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Socket clients beside the browser."""
    lines = Lines()
    yield lines
    lines.close()


@pytest.fixture
def hall(server: Server, lines: Lines) -> Hall:
    """A meeting of this test's own."""
    return Hall(server, lines)


@pytest.fixture
def cable(server: Server) -> Iterator[Cable]:
    """A network between some pages and the server, which this test may break."""
    cable = Cable(server)
    yield cable
    cable.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[PageOf]:
    """Open pages in windows of their own: ``open_page(url, size, touch=..., context=..., state=...)``.

    ``state`` is what a browser brings along: the cookies of another window.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(
        url: str,
        size: tuple[int, int] = DESK,
        *,
        touch: bool = False,
        context: BrowserContext | None = None,
        state: StorageState | None = None,
    ) -> Page:
        if context is None:
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]}, has_touch=touch, is_mobile=touch, locale="zh-CN",
                storage_state=state,
            )  # fmt: skip
            contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.extend([said.text] if said.type == "error" else []))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    loud = [error for error in errors if not any(word in error for word in QUIET)]
    assert not loud, loud


@pytest.fixture
def screen_page(open_page: PageOf) -> Callable[..., Page]:
    """Open the wall of a meeting: ``screen_page(hall, size)``."""
    return lambda hall, size=WALL: open_page(hall.info["screen_url"], size)


@pytest.fixture
def phone_page(open_page: PageOf) -> Callable[..., Page]:
    """Open a phone with a slip: ``phone_page(hall, slip)``; ``through`` a cable."""

    def phone_page(hall: Hall, slip: Json, through: Cable | None = None) -> Page:
        return open_page(f"{(through or hall.server).url}/j/{slip['token']}", PHONE, touch=True)

    return phone_page


@pytest.fixture
def viewer_page(open_page: PageOf) -> Callable[..., Page]:
    """Open the viewers' page: ``viewer_page(hall, size)``."""
    return lambda hall, size=PHONE: open_page(hall.info["viewer_url"], size, touch=size == PHONE)


@pytest.fixture(scope="session")
def logged_in() -> dict[Path, StorageState]:
    """The cookies of who has logged in, by the server's folder: a server takes few logins from one address."""
    return {}


@pytest.fixture
def console_page(open_page: PageOf, logged_in: dict[Path, StorageState]) -> Callable[..., Page]:
    """Open the host's console, logged in: ``console_page(hall, size)``; ``through`` a cable."""

    def console_page(hall: Hall, size: tuple[int, int] = DESK, through: Cable | None = None) -> Page:
        address = f"{(through or hall.server).url}/console/{hall.code}"
        if state := logged_in.get(hall.server.data):
            return open_page(address, size, state=state)
        page = open_page(address, size)
        page.get_by_label("用户名").fill(STAFF)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"**/console/{hall.code}**")
        logged_in[hall.server.data] = StorageState(cookies=page.context.storage_state()["cookies"], origins=[])
        return page

    return console_page
