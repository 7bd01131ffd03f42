"""Bring a meeting to where a pane of the console is looked at, by the host's line, and then open the console."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hall import Hall
from tests.browser.line import Line

ConsolePage = Callable[..., Page]
SIZES = [(1440, 900), (1280, 720), (1920, 1080)]
FEW = "代表在路上，先走流程。"


def begin(hall: Hall, stage: str, *categories: str) -> list[Line]:
    """Open the meeting, let one seat of each category named join, go to a stage of the first subject."""
    hall.host("meeting.open")
    seats = [hall.join(category) for category in categories]
    hall.host("meeting.start")
    hall.go(hall.subject("qin"), stage)
    return seats


def ask(hall: Hall, seat: Line, text: str, subject: str = "qin") -> str:
    """Ask a subject something; return the question's id."""
    sent = seat("question.submit", subject_id=hall.subject(subject), text=text, client_id=secrets.token_hex(8))
    return str(sent["question_id"])


def comment(hall: Hall, seat: Line, strengths: str) -> None:
    """Write a comment on the first subject."""
    seat(
        "comment.submit", subject_id=hall.subject("qin"), strengths=strengths, problems="时限不清。", advice="",
        client_id=secrets.token_hex(8),
    )  # fmt: skip


def open_round(hall: Hall, *subjects: str, seconds: int | None = None) -> str:
    """Open a round of the seats; return its id."""
    more = {} if seconds is None else {"seconds": seconds}
    ids = [hall.subject(key) for key in subjects or ("qin",)]
    return str(hall.host("round.open", subject_ids=ids, audience="seats", reason=FEW, **more)["round_id"])


def state_of(hall: Hall, question_id: str, state: str) -> None:
    """Wait until a question is in a state."""
    assert hall.host.until(
        lambda s: any(one["id"] == question_id and one["state"] == state for one in s["questions"])
    ), state


def drawn(page: Page) -> Page:
    """Wait until the console is drawn; say it is seen that another hand moved the stage."""
    expect(page.locator(".act")).to_be_visible()
    return page


def spills(page: Page) -> list[str]:
    """What lies outside of the page, buttons whose words are cut, and a side that scrolls."""
    found: list[str] = page.evaluate(
        """() => {
          const found = []
          for (const part of document.querySelectorAll('body *')) {
            if (part.closest('svg, .sr, iframe')) continue
            const box = part.getBoundingClientRect()
            if (!box.width) continue
            if (box.right > innerWidth + 1 || box.left < -1) found.push(`outside: ${part.className}`)
            const tight = part.matches("button") && part.scrollWidth > part.clientWidth + 1
            if (tight) found.push(`cut: ${part.textContent}`)
          }
          const side = document.querySelector('.side')
          if (side.scrollHeight > side.clientHeight + 1) found.push('the side scrolls')
          return found
        }"""
    )
    return found


def join_reporter(hall: Hall) -> Line:
    """The seat of the first subject: joined, connected, checked in."""
    lines = (hall.join("reporter") for _ in range(2))
    return next(line for line in lines if line.sections["me"]["subject_id"] == hall.subject("qin"))
