"""What a test does on a phone's page again and again, by the words that people see."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.hall import Hall, Json


def button(page: Page, name: str) -> Locator:
    """The button that says this."""
    return page.get_by_role("button", name=name)


def check_in(page: Page) -> None:
    """Tap 签到 and wait until it is done."""
    button(page, "签到").click()
    expect(button(page, "签到")).to_have_count(0)


def grade(page: Page, item: Json, name: str) -> None:
    """Choose a grade for one row of the sheet."""
    page.locator(f"#i-{item['key']}").get_by_role("radio", name=name, exact=True).check()


def fill(page: Page, form: Json, name: str) -> None:
    """Choose the same grade for every row at once; ``grade`` is the one that taps as a thumb does."""
    for item in form["items"]:
        radio = page.locator(f"#i-{item['key']}").get_by_role("radio", name=name, exact=True)
        radio.evaluate("radio => radio.click()")


def chosen(page: Page) -> dict[str, str]:
    """What stands on the sheet: item to grade."""
    picked: dict[str, str] = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('.item input:checked')].map(i => [i.name, i.value]))"
    )
    return {name.removeprefix("i-"): value for name, value in picked.items()}


def kept(page: Page) -> str:
    """Everything that the page keeps on the phone, as one text."""
    text: str = page.evaluate("() => JSON.stringify(localStorage)")
    return text


def running(hall: Hall, stage: str = "reporting", subject: str = "qin") -> str:
    """Open and start the meeting and go to a stage of a subject; return the subject's id."""
    subject_id = hall.subject(subject)
    hall.host("meeting.open")
    hall.host("meeting.start")
    hall.go(subject_id, stage)
    return subject_id


def open_round(hall: Hall, *subjects: str, **more: Any) -> str:
    """Open a round for the seats; return its id."""
    opened = hall.host("round.open", subject_ids=list(subjects), audience="seats", reason="测试", **more)
    return str(opened["round_id"])


def cast_count(hall: Hall, round_id: str) -> int:
    """How many ballots of a round are in, as the host sees it."""
    return sum(row["cast"] for row in hall.host.sections["turnout"] if row["round_id"] == round_id)


def send(page: Page) -> None:
    """Look over the full sheet and send it."""
    button(page, "核对并提交").click()
    button(page, "确认提交").click()


def open_sheet(page: Page) -> None:
    """Be at the open sheet: who comes in while a round is open stands there already, anybody else taps."""
    tap = button(page, "开始评分")
    expect(tap.or_(page.locator(".ticks"))).to_be_visible()
    if tap.count():
        tap.click()


def score(page: Page, form: Json, name: str) -> None:
    """Fill in the whole sheet with one grade and send it."""
    open_sheet(page)
    fill(page, form, name)
    send(page)
