"""The projector screen in a real browser: what each scene shows and hides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly
import pytest
from playwright.sync_api import Page, expect

from app.qr import qr_svg
from tests.browser.hall import MEETING, Hall
from tests.browser.line import Lines
from tests.browser.server import Server
from tests.browser.wall import open_meeting, reveal, scene

ScreenOf = Callable[..., Page]
WATCH_BARS = """() => {
    const count = (what) => document.querySelectorAll(what).length
    window.unlike = 0
    const look = () => {
        if (count('.table li') !== count('.scores .point')) window.unlike += 1
        requestAnimationFrame(look)
    }
    look()
}"""
"""Count the frames whose table and chart do not agree."""


def test_welcome_counts_who_is_there_and_shows_the_way_in(hall: Hall, screen_page: ScreenOf) -> None:
    """实到 rises with every check-in, and the QR is that of the address where the code is typed."""
    page = screen_page(hall)
    hall.host("meeting.open")
    hall.join("party_delegate")
    hall.join("npc_deputy")

    expect(page.get_by_text("实到 2 人")).to_be_visible()
    expect(page.get_by_text("应到 22 人")).to_be_visible()
    drawn = page.get_by_role("img", name="签到二维码").locator("path").last.get_attribute("d")
    assert f'd="{drawn}"' in qr_svg(f"{hall.server.url}/j")


def test_countdown_runs_turns_gold_and_counts_up(hall: Hall, screen_page: ScreenOf) -> None:
    """The clock stands in three states: running, the last minute, over time; a pause makes it stand."""
    page, host = screen_page(hall), hall.host
    open_meeting(hall, 1)
    hall.go(hall.subject("qin"), "reporting")
    clock = page.get_by_role("timer")
    expect(clock).to_have_attribute("data-state", "run")
    host("timer.start", seconds=59)
    expect(clock).to_have_attribute("data-state", "last")
    host("meeting.pause")
    expect(clock).to_contain_text("已暂停")
    expect(page.locator(".status")).to_contain_text("会议暂停")
    host("meeting.resume")
    host("timer.start", seconds=1)
    expect(clock).to_have_attribute("data-state", "over")
    expect(clock).to_contain_text("已超时")


def test_turnout_rises_but_no_grade_is_anywhere_in_the_page(hall: Hall, screen_page: ScreenOf) -> None:
    """While a round is open and after its close the wall knows counts, and neither score nor grade."""
    page, host, qin = screen_page(hall), hall.host, hall.subject("qin")
    people = open_meeting(hall)
    hall.go(qin, "appraisal")
    round_id = host("round.open", subject_ids=[qin], audience="seats", seconds=120)["round_id"]
    for seat in people[:6]:
        hall.cast(seat, round_id, qin, "excellent")
    count = page.locator(".count")
    expect(count).to_contain_text("6/ 10 人已提交")
    bar = page.locator(".turnout > .bar .full")
    track = page.locator(".turnout > .bar").bounding_box()
    assert track is not None
    page.wait_for_timeout(600)
    drawn = bar.bounding_box()
    assert drawn is not None
    assert drawn["width"] / track["width"] == pytest.approx(6 / 10, abs=0.01)
    host("round.close", round_id=round_id)
    expect(page.get_by_text("测评已结束，分数在公布前对任何人保密")).to_be_visible()
    for word in ("综合得分", "100.00", "优秀率"):
        assert word not in page.content()


def test_result_is_drawn_by_the_plotly_that_built_it(hall: Hall, screen_page: ScreenOf) -> None:
    """The revealed score stands first, with radar and grade bar drawn by the same plotly.js as Python's."""
    page, qin = screen_page(hall), hall.subject("qin")
    people = open_meeting(hall)
    hall.go(qin, "appraisal")
    reveal(hall, people, qin)
    hall.host("screen.show", scene="result", subject_id=qin)

    expect(page.locator(".score .figure")).to_have_text("80.00")
    expect(page.get_by_text("参评 10 / 10 人，参评率 100.00 %")).to_be_visible()
    expect(page.locator(".radar .polarlayer .trace")).to_have_count(1)
    expect(page.locator(".grades .plot .point").first).to_be_attached()
    assert page.evaluate("Plotly.version") == plotly.offline.get_plotlyjs_version()


def test_overview_ranks_those_revealed(hall: Hall, screen_page: ScreenOf) -> None:
    """Only revealed subjects stand in it, the best first, with one bar a row, in every picture that is painted."""
    page = screen_page(hall)
    people = open_meeting(hall)
    reveal(hall, people, hall.subject("qin"), "fair")
    hall.host("screen.show", scene="overview")
    rows = page.locator(".table li")
    expect(rows).to_have_count(1)
    expect(page.locator(".scores .point")).to_have_count(1)
    page.evaluate(WATCH_BARS)
    reveal(hall, people, hall.subject("gu"), "excellent")

    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("顾长宁")
    expect(rows.first).to_contain_text("100.00")
    expect(page.locator(".scores .point")).to_have_count(2)
    assert page.evaluate("window.unlike") == 0


def test_several_subjects_in_one_round(server: Server, lines: Lines, screen_page: ScreenOf) -> None:
    """集中测评 adds the sheets of all its subjects up."""
    agenda: list[dict[str, Any]] = [{"kind": "appraisal", "subjects": ["qin", "gu"], "title": "集中测评", "minutes": 4}]
    hall = Hall(server, lines, MEETING | {"agenda": agenda})
    page, ids = screen_page(hall), [hall.subject("qin"), hall.subject("gu")]
    people = open_meeting(hall)
    round_id = hall.host("round.open", subject_ids=ids, audience="seats", seconds=120)["round_id"]
    for seat in people:
        hall.cast(seat, round_id, ids[0], "good")

    scene(page, "appraisal")
    expect(page.get_by_role("heading", name="集中测评")).to_be_visible()
    expect(page.locator(".count")).to_contain_text("10/ 20 份已提交")


def test_freeze_black_and_a_rehearsal(hall: Hall, screen_page: ScreenOf) -> None:
    """定格 keeps the scene while the meeting moves on, 黑屏 shows nothing, 演练 is written over everything."""
    page, host, qin = screen_page(hall), hall.host, hall.subject("qin")
    host("meeting.rehearse", on=True)
    open_meeting(hall, 1)
    hall.go(qin, "reporting")
    scene(page, "reporting")
    expect(page.locator(".drill")).to_have_text("演练")
    host("screen.show", scene="freeze")
    hall.go(qin, "inquiry")
    page.wait_for_timeout(600)
    assert page.locator(".stage").get_attribute("data-scene") == "reporting"
    host("screen.show", scene="auto")
    scene(page, "inquiry")
    host("screen.show", scene="black")
    scene(page, "black")
    assert page.locator(".stage").inner_text() == ""
