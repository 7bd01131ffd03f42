"""When the server itself fails: the phone says that the ballot is safe, and the number under which the log has it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.hall import Hall, Json
from tests.browser.handset import button, check_in, fill, open_round, open_sheet, running
from tests.browser.line import Lines
from tests.browser.server import Server

PhoneOf = Callable[[Hall, Json], Page]


def sql(data: Path, statement: str) -> None:
    """Change the served database behind the server's back."""
    link = sqlite3.connect(data / "shuping.db", timeout=20)
    link.execute(statement)
    link.commit()
    link.close()


def test_a_fault_has_a_number_and_the_ballot_counts_once_when_it_is_mended(
    own_server: Server, lines: Lines, phone_page: PhoneOf
) -> None:
    """It is tried a few times, then said; the sheet is safe, 再试一次 sends the same ballot."""
    hall = Hall(own_server, lines)
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, subject_id)
    sql(own_server.data, "CREATE TRIGGER fault BEFORE INSERT ON urn BEGIN SELECT RAISE(ABORT, 'fault'); END")
    open_sheet(page)
    fill(page, hall.form(round_id, subject_id), "良好")
    button(page, "核对并提交").click()
    button(page, "确认提交").click()

    expect(page.get_by_role("heading", name="评分还没有送到")).to_be_visible(timeout=15_000)
    said = page.locator(".state").inner_text()
    number = said.split("编号 ")[1][:8]
    assert number in (own_server.data / "server.log").read_text()
    assert "评分已存在本机，不会丢失" in said
    sql(own_server.data, "DROP TRIGGER fault")
    button(page, "再试一次").click()

    expect(page.get_by_role("heading", name="评分已提交")).to_be_visible(timeout=15_000)
    hall.host.until(lambda s: sum(row["cast"] for row in s["turnout"]) == 1)
