"""Pictures of every page and scene at every size, on a server and at a meeting of their own.

    .venv/bin/python -m tests.walk.camera [FOLDER] [--only WORD ...] [--until ACT] [--jpeg]

The pictures have the names of those in the design (phone-score, console-c-inquiry, ...), the size behind them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.hall import Hall
from tests.browser.line import Lines
from tests.browser.pageant import MEETING, Pageant
from tests.browser.server import PASSWORD, STAFF, Server
from tests.walk.scoring import Walk
from tests.walk.theatre import Kind, Stop, Theatre

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
SIZES: dict[Kind, tuple[tuple[int, int], ...]] = {
    "office": ((1440, 900), (390, 844)),
    "console": ((1440, 900), (1280, 720), (1920, 1080)),
    "phone": ((390, 844), (360, 640)),
    "viewer": ((390, 844), (360, 640), (1280, 800)),
    "screen": ((1920, 1080), (1280, 720), (1024, 768), (3840, 2160)),
}
SEATS = 44
LARGE = "() => { document.documentElement.dataset.text = 'large' }"
NORMAL = "() => { delete document.documentElement.dataset.text }"
SETTLE = 350  # ms until what follows a change of size has been drawn


class Camera:
    """Takes a page at all sizes of its kind; `only` keeps the pictures in whose names one of the words stands."""

    def __init__(self, folder: Path, only: Sequence[str] = (), *, jpeg: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._only, self._jpeg, self.taken = folder, only, jpeg, 0

    def take(self, stop: Stop) -> None:
        """Make the pictures of one stop, and leave the page as it was."""
        was = stop.page.viewport_size or {"width": 390, "height": 844}
        for width, height in SIZES[stop.kind]:
            if self._wants(name := f"{stop.name}-{width}x{height}"):
                stop.page.set_viewport_size({"width": width, "height": height})
                self._shoot(stop.page, name)
                stop.page.set_viewport_size(was)
        if stop.kind in ("phone", "viewer") and self._wants(name := f"{stop.name}-large"):
            stop.page.evaluate(LARGE)
            self._shoot(stop.page, name)
            stop.page.evaluate(NORMAL)

    def _wants(self, name: str) -> bool:
        return not self._only or any(word in name for word in self._only)

    def _shoot(self, page: Page, name: str) -> None:
        page.wait_for_timeout(SETTLE)
        if self._jpeg:
            page.screenshot(path=self._folder / f"{name}.jpg", type="jpeg", quality=72)
        else:
            page.screenshot(path=self._folder / f"{name}.png")
        self.taken += 1


@contextmanager
def serving() -> Iterator[Server]:
    """A server with nothing but an account of the host."""
    folder = Path(tempfile.mkdtemp(prefix="pictures-"))
    server = Server(folder)
    server.make_database()
    server.app("staff", "add", STAFF, "--role", "host", typed=f"{PASSWORD}\n")
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def stops(server: Server, browser: Browser, lines: Lines, until: str | None) -> Iterator[Stop]:
    """The demonstration meeting, then the wall with the longest texts that a hall may bring."""
    theatre = Theatre(server, browser, lines)
    yield from Walk(theatre, SEATS).go(*([until] if until else []))
    if not until:
        hall = Hall(server, lines, MEETING)
        wall = theatre.open("screen", hall.info["screen_url"].removeprefix(server.url))
        for picture in Pageant(hall).play():
            wall.get_by_text(picture.words).first.wait_for()
            yield Stop(f"screen-long-{picture.name}", "screen", wall)
    theatre.close()


def main(words: Sequence[str] | None = None) -> int:
    """Make the pictures; say where they lie."""
    parser = argparse.ArgumentParser(prog="python -m tests.walk.camera", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("screenshots"))
    parser.add_argument("--only", nargs="*", default=[], help="words of which a picture's name must have one")
    parser.add_argument("--jpeg", action="store_true", help="small pictures, for a page of text")
    parser.add_argument("--until", help="end after this act of the walk, and leave the long texts out")
    args = parser.parse_args(words)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    camera, lines = Camera(args.folder, args.only, jpeg=args.jpeg), Lines()
    with serving() as server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        for stop in stops(server, browser, lines, args.until):
            camera.take(stop)
            print(stop.name, flush=True)
        browser.close()
    lines.close()
    print(f"{camera.taken} 张图片，在 {args.folder}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
