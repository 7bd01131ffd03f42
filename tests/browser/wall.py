"""What a test does with the wall again and again, and the meeting that plays before it."""

from __future__ import annotations

import secrets
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.hall import Hall
from tests.browser.line import Line

QUESTION = "去年行政复议纠错的 3 起食品处罚案件，都是“小过重罚”。裁量基准到底改了没有，由谁把关？"

MEASURE = Path(__file__).with_name("measure.js").read_text("utf-8")


def scene(page: Page, name: str) -> None:
    """Wait for a scene, and for its motion to end; measure.js finds nothing wrong with it."""
    expect(page.locator(f'.stage[data-scene="{name}"]:not([data-enter])')).to_be_visible()
    assert page.evaluate(MEASURE) == [], name


def open_meeting(hall: Hall, seats: int = 5) -> list[Line]:
    """Open the meeting, let seats of both categories check in, and begin."""
    hall.host("meeting.open")
    people = [hall.join(category) for category in ("party_delegate", "npc_deputy") for _ in range(seats)]
    hall.host("meeting.start")
    return people


def ask(hall: Hall, seat: Line, subject_id: str, text: str = QUESTION) -> str:
    """Let a seat ask a question and the host approve it."""
    asked = seat("question.submit", subject_id=subject_id, text=text, client_id=secrets.token_hex(8))
    hall.host("question.review", question_id=asked["question_id"], decision="approve")
    return str(asked["question_id"])


def reveal(hall: Hall, people: list[Line], subject_id: str, grade: str = "good") -> str:
    """Hold a round for a subject in which all give one grade, and reveal it to all."""
    round_id = str(hall.host("round.open", subject_ids=[subject_id], audience="seats", seconds=120)["round_id"])
    for seat in people:
        hall.cast(seat, round_id, subject_id, grade)
    hall.host("round.close", round_id=round_id)
    hall.host("round.reveal", round_id=round_id, to="all")
    return round_id
