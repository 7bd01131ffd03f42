"""axe looks at every page in its main states, through one meeting: nothing serious or critical in any of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.line import Lines
from tests.browser.server import Server
from tests.walk.scoring import Walk
from tests.walk.theatre import Stop, Theatre

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
DIMMED = ".stage[data-notice] > :not(.notice):not(.status):not(.drill)"  # the scene behind a notice is not to be read
LOOK = """async (dimmed) => {
  const { violations } = await axe.run({ exclude: [dimmed] }, { resultTypes: ['violations'], iframes: false })
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const why = ({ any, none }) => (any[0] ?? none[0])?.message ?? ''
  return grave.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} (${why(node)})`))
}"""
LARGE = """(on) => {
  if (on) document.documentElement.dataset.text = 'large'
  else delete document.documentElement.dataset.text
}"""


def violations(page: Page) -> list[str]:
    """What axe finds serious or critical in a page as it stands."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(LOOK, DIMMED)
    return found


def at_every_size_of_type(stop: Stop) -> Iterator[tuple[str, list[str]]]:
    """Look at a page, and at one with a switch for large type in that too."""
    yield stop.name, violations(stop.page)
    if stop.kind in ("phone", "viewer"):
        stop.page.evaluate(LARGE, True)
        yield f"{stop.name}, large", violations(stop.page)
        stop.page.evaluate(LARGE, False)


@pytest.fixture
def theatre(own_server: Server, browser: Browser, lines: Lines) -> Iterator[Theatre]:
    """The demonstration meeting, and everybody's pages."""
    theatre = Theatre(own_server, browser, lines)
    yield theatre
    theatre.close()


def test_no_page_has_a_serious_violation(theatre: Theatre) -> None:
    """Names, roles, labels, contrast and the rest of axe's rules hold in each state, in normal and in large type."""
    wrong: dict[str, Any] = {}
    for stop in Walk(theatre, seats=12).go():
        wrong |= {where: found for where, found in at_every_size_of_type(stop) if found}

    assert not wrong, "\n".join(f"{where}\n  " + "\n  ".join(found) for where, found in wrong.items())
