"""An agenda that is not followed: the host goes back a stage, one person is put off and another drawn forward."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf
from tests.browser.desk import go_back, jump, press_next, turnout
from tests.browser.hall import Hall
from tests.browser.handset import button, check_in, open_round, running
from tests.browser.line import Line
from tests.browser.wall import ask, scene

LONG = 900
"""Seconds added to the inquiry, more than it has: so its clock tells whether it went on or began anew."""


def seconds_left(hall: Hall, stage: str) -> float:
    """What is left of a stage's time, once the meeting is in it."""
    timer = hall.host.until(lambda s: s["stage"]["stage"] == stage and s["stage"]["timer"])
    return float(timer["ends_at"]) / 1000 - time.time()


def test_a_stage_gone_back_to_has_its_time_and_its_questions(
    hall: Hall, console_page: PageOf, phone_page: PageOf, screen_page: PageOf
) -> None:
    """Back from the comments: the clock goes on where it stood, phones may ask again; undo leads forward again."""
    qin = running(hall, "inquiry")
    hall.host("timer.extend", seconds=LONG)
    ask(hall, hall.join("npc_deputy"), qin)
    phone, console, screen = phone_page(hall, hall.slip("npc_deputy")), console_page(hall), screen_page(hall)
    check_in(phone)
    before = seconds_left(hall, "inquiry")
    press_next(console, "进入点评 — 秦若兰")
    scene(screen, "commentary")
    expect(button(phone, "写质询问题")).to_have_count(0)

    go_back(console, "质询", "秦若兰")
    scene(screen, "inquiry")
    assert before - 60 < seconds_left(hall, "inquiry") <= before
    expect(console.get_by_label("可叫出问题").locator(".q")).to_have_count(1)
    expect(button(phone, "写质询问题")).to_be_visible()
    console.locator(".undo button").click()
    scene(screen, "commentary")


def appraise(hall: Hall, console: Page, crowd: list[Line], name: str, subject_id: str, grade: str) -> str:
    """Hold the round of a person: the first delegate excellent, all others one grade; return its id."""
    hall.go(subject_id, "appraisal")
    round_id = open_round(hall, subject_id)
    for at, seat in enumerate(crowd):
        hall.cast(seat, round_id, subject_id, grade if at else "excellent")
    turnout(console, "6 / 6")
    press_next(console, f"结束测评 — {name}")
    expect(console.get_by_role("heading", name="测评票已封存")).to_be_visible()
    return round_id


def test_who_is_drawn_forward_is_not_heard_again_after_who_was_put_off(
    hall: Hall, console_page: PageOf, phone_page: PageOf, viewer_page: PageOf
) -> None:
    """The second comes first, then the first; the way then leads to the end, and each has their own result.

    顾长宁: 党代表 excellent, good, good, 人大代表 good: 0.6 x 86.67 + 0.4 x 80 = 84.00.
    秦若兰: 党代表 excellent, fair, fair, 人大代表 fair: 0.6 x 73.33 + 0.4 x 60 = 68.00.
    """
    qin, gu = running(hall, "reporting"), hall.subject("gu")
    crowd = [hall.join(kind) for kind in (*["party_delegate"] * 3, *["npc_deputy"] * 3)]
    console, viewer, phone = console_page(hall), viewer_page(hall), phone_page(hall, hall.slip("observer"))
    check_in(phone)
    jump(console, "顾长宁", "述法")
    expect(phone.locator(".hero")).to_contain_text("顾长宁")
    first = appraise(hall, console, crowd, "顾长宁", gu, "good")

    jump(console, "秦若兰", "述法", verb="回到")
    expect(phone.locator(".hero")).to_contain_text("秦若兰")
    expect(viewer.get_by_role("main").get_by_role("listitem").filter(has_text="顾长宁")).to_contain_text("已完成")
    second = appraise(hall, console, crowd, "秦若兰", qin, "fair")
    expect(phone.get_by_text("接下来")).to_be_visible()
    expect(phone.get_by_role("main")).not_to_contain_text("顾长宁述法")
    press_next(console, "进入总结")
    expect(viewer.get_by_role("region", name="正在进行")).to_contain_text("总结")

    for round_id, subject_id, score in ((first, gu, "84.00"), (second, qin, "68.00")):
        hall.host("round.reveal", round_id=round_id, to="all")
        assert hall.counted(round_id, subject_id)["score"] == score
