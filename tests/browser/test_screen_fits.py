"""Every scene of the wall at every size that projectors have, with the longest texts: nothing cut or overlapping."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hall import Hall
from tests.browser.line import Lines
from tests.browser.pageant import MEETING, Pageant
from tests.browser.server import Server
from tests.browser.wall import MEASURE

ScreenOf = Callable[..., Page]

SIZES = [(1920, 1080), (1280, 720), (1024, 768), (1366, 768), (2560, 1080), (3840, 2160)]
# when the page has drawn what the new size asks for: its effects run after the next picture, the charts in them
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))))"


def test_every_scene_fits_every_wall(server: Server, lines: Lines, screen_page: ScreenOf) -> None:
    """Through a whole meeting every text is whole, large enough, legible, in its place, and over nothing else."""
    hall = Hall(server, lines, MEETING)
    page, wrong = screen_page(hall), []
    for picture in Pageant(hall).play():
        expect(page.locator(f'.stage[data-scene="{picture.scene}"]:not([data-enter])')).to_be_visible()
        expect(page.locator(".stage")).to_contain_text(picture.words)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(DRAWN)
            wrong += [f"{picture.name} {width}x{height}: {found}" for found in page.evaluate(MEASURE)]
    assert not wrong, "\n".join(wrong)


def test_the_serif_comes_along(hall: Hall, screen_page: ScreenOf) -> None:
    """The wall sets names in the face that the server brings, and fetches of its files only what it needs."""
    page = screen_page(hall)
    expect(page.locator('.stage[data-scene="welcome"]')).to_be_visible()

    states = page.evaluate("() => [...document.fonts].map(({ status }) => status)")
    assert states == ["loaded", "unloaded", "unloaded"]
