"""The viewers' page in a real browser: follow, ask, support, rate, see what is revealed to all."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from sessions.errors import ServerFull
from tests.browser.hall import Hall
from tests.browser.line import Line

ViewerOf = Callable[..., Page]

TEXT = "共享单车占用盲道，投诉后多久能清走？"
WIDE, NARROW = (1280, 800), (360, 640)


def begin(hall: Hall) -> list[Line]:
    """Open the meeting with enough people for a round, begin, and hear the first subject."""
    hall.host("meeting.open")
    people = [hall.join(category) for category in ("party_delegate", "npc_deputy") for _ in range(5)]
    hall.host("meeting.start")
    hall.go(hall.subject("qin"), "reporting")
    return people


def tab(page: Page, name: str) -> None:
    """Go to a tab."""
    page.get_by_role("navigation", name="栏目").get_by_role("link", name=re.compile(name)).click()


def open_round(hall: Hall) -> str:
    """Open a viewers' round for the first subject."""
    opened = hall.host("round.open", subject_ids=[hall.subject("qin")], audience="viewers", seconds=120)
    return str(opened["round_id"])


def fill(page: Page, hall: Hall, round_id: str, grade: str) -> None:
    """Choose one grade for every item and send the sheet."""
    for item in hall.form(round_id, hall.subject("qin"))["items"]:
        page.locator(f"#i-{item['key']}").get_by_role("radio", name=grade, exact=True).check()
    page.get_by_role("button", name="核对并提交").click()
    page.get_by_role("button", name="确认提交").click()


def test_page_follows_the_meeting(hall: Hall, viewer_page: ViewerOf) -> None:
    """Who speaks, which stage it is and the clock are always in sight; the programme marks what is done."""
    page = viewer_page(hall)
    head = page.get_by_role("region", name="正在进行")
    expect(head).to_contain_text("会议还没有开始")
    begin(hall)
    expect(head).to_contain_text("正在述法")
    expect(head).to_contain_text("秦若兰")
    expect(head.get_by_role("timer")).to_have_text(re.compile(r"0[78]:\d\d"))
    hall.go(hall.subject("gu"), "inquiry")

    expect(head).to_contain_text("正在质询·第 2 位，共 2 位")
    expect(head.get_by_role("listitem", name="质询").or_(head.locator("[aria-current=step]"))).to_contain_text("质询")
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text="秦若兰")).to_contain_text("已完成")


def test_place_of_the_stream_says_so_and_keeps_its_words_apart(hall: Hall, viewer_page: ViewerOf) -> None:
    """Without a stream the head says who provides it; on a small phone in large type no line lies on another."""
    page = viewer_page(hall, NARROW)
    page.get_by_role("button", name="大字").click()
    begin(hall)
    head = page.get_by_role("region", name="正在进行")
    expect(head).to_contain_text("秦若兰")
    expect(head.get_by_text("直播画面由会议单位提供")).to_be_visible()
    clock, words = head.get_by_role("timer").bounding_box(), head.locator(".video-say").bounding_box()
    assert clock is not None
    assert words is not None
    assert clock["y"] + clock["height"] <= words["y"]

    hall.host("meeting.pause")
    expect(head).to_contain_text("会议暂停，请稍候")


def test_times_are_those_of_the_hall(hall: Hall, browser: Browser) -> None:
    """A browser set to another zone shows when the meeting begins in Beijing."""
    context = browser.new_context(timezone_id="America/New_York")
    page = context.new_page()
    page.goto(hall.info["viewer_url"])
    expect(page.get_by_role("region", name="正在进行")).to_contain_text("12月8日（周二）14:30")
    context.close()


def test_question_is_kept_sent_reviewed_and_supported(hall: Hall, viewer_page: ViewerOf) -> None:
    """A draft survives a reload; sent, it waits for the host; approved, it stands for all and can be supported once."""
    page = viewer_page(hall)
    begin(hall)
    tab(page, "提问")
    box = page.get_by_label("向秦若兰提问")
    box.fill(TEXT)
    page.reload()
    expect(box).to_have_value(TEXT)
    page.get_by_role("button", name="提交问题").click()
    expect(page.get_by_role("heading", name="我的提问（1）")).to_be_visible()
    expect(page.get_by_text("已提交", exact=True)).to_be_visible()
    asked = hall.host.until(lambda s: s["questions"])[0]
    assert (asked["text"], asked["by"]) == (TEXT, "网友")

    hall.host("question.review", question_id=asked["id"], decision="approve")
    expect(page.get_by_role("heading", name="大家的提问（1）")).to_be_visible()
    expect(page.get_by_role("button", name="同问")).to_have_count(0)


def test_support_is_given_once_and_taken_back(hall: Hall, viewer_page: ViewerOf) -> None:
    """同问 of another's question counts once, stands after a reload, and can be taken back."""
    page = viewer_page(hall)
    people = begin(hall)
    asked = people[0]("question.submit", subject_id=hall.subject("qin"), text=TEXT, client_id="one")
    hall.host("question.review", question_id=asked["question_id"], decision="approve")
    tab(page, "提问")
    also = page.get_by_role("button", name="同问")
    also.click()
    expect(page.get_by_text("1 人同问")).to_be_visible()
    page.reload()
    expect(also).to_have_attribute("aria-pressed", "true")
    also.click()

    expect(page.get_by_text("1 人同问")).to_have_count(0)
    assert hall.host.until(lambda s: s["questions"])[0]["supports"] == 0


def test_ballot_is_cast_once_and_its_receipt_stays(hall: Hall, viewer_page: ViewerOf) -> None:
    """The sheet asks for what is missing, keeps its grades through a reload, and gives a receipt that stays."""
    page = viewer_page(hall)
    begin(hall)
    tab(page, "我述你评")
    expect(page.get_by_text("网上评分还没有开始")).to_be_visible()
    round_id = open_round(hall)
    first = hall.form(round_id, hall.subject("qin"))["items"][0]
    page.locator(f"#i-{first['key']}").get_by_role("radio", name="良好").check()
    page.reload()
    expect(page.locator(f"#i-{first['key']}").get_by_role("radio", name="良好")).to_be_checked()
    page.get_by_role("button", name=re.compile("去评剩下的 6 项")).click()
    expect(page.get_by_text("这一项还没有评").first).to_be_visible()

    fill(page, hall, round_id, "优秀")
    expect(page.get_by_text("已提交", exact=False).first).to_be_visible()
    code = page.get_by_text(re.compile(r"^([0-9A-F]{4} ){2}[0-9A-F]{4}$"))
    expect(code).to_be_visible()
    hall.host.until(lambda s: next(t for t in s["turnout"] if t["round_id"] == round_id)["cast"] == 1)
    page.reload()
    expect(code).to_be_visible()


def test_abstaining_is_asked_for_and_its_receipt_stays_after_the_end(hall: Hall, viewer_page: ViewerOf) -> None:
    """弃权 has a confirmation of its own; when the round and the meeting are over the receipt is still there."""
    page = viewer_page(hall)
    begin(hall)
    tab(page, "我述你评")
    round_id = open_round(hall)
    page.get_by_role("link", name="弃权，不评这位同志").click()
    expect(page.get_by_role("heading", name="不评秦若兰同志，确定吗？")).to_be_visible()
    page.get_by_role("button", name="返回评分").click()
    page.get_by_role("link", name="弃权，不评这位同志").click()
    page.get_by_role("button", name="确认弃权").click()
    expect(page.get_by_role("main")).to_contain_text("已提交")
    hall.host.until(lambda s: next(t for t in s["turnout"] if t["round_id"] == round_id)["cast"] == 1)

    hall.host("round.close", round_id=round_id)
    expect(page.get_by_role("heading", name="您已评（1 位）")).to_be_visible()
    hall.host("meeting.close")
    expect(page.get_by_text("会议已结束，网上评分已截止。")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("秦若兰")


def test_result_comes_only_when_it_is_for_all(hall: Hall, viewer_page: ViewerOf) -> None:
    """Revealed to the hall it is not yet here; revealed to all it is, with the score that was counted."""
    page, qin = viewer_page(hall), hall.subject("qin")
    people = begin(hall)
    tab(page, "结果")
    round_id = hall.host("round.open", subject_ids=[qin], audience="seats", seconds=120)["round_id"]
    for seat in people:
        hall.cast(seat, round_id, qin, "good")
    hall.host("round.close", round_id=round_id)
    hall.host("round.reveal", round_id=round_id, to="seats")
    page.wait_for_timeout(1500)
    expect(page.get_by_text("还没有公布的结果")).to_be_visible()
    assert "80.00" not in page.content()

    hall.host("round.reveal", round_id=round_id, to="all")
    expect(page.get_by_role("main")).to_contain_text("80.00")
    expect(page.get_by_role("main")).to_contain_text("10/10")


def test_result_of_the_viewers_stands_apart(hall: Hall, viewer_page: ViewerOf) -> None:
    """Three viewers' ballots make a result of their own: no category is named, and none in a foreign word."""
    page, qin = viewer_page(hall), hall.subject("qin")
    begin(hall)
    tab(page, "结果")
    round_id = open_round(hall)
    for grade in ("excellent", "good", "fair"):
        hall.cast(hall.viewer(), round_id, qin, grade)
    hall.host("round.close", round_id=round_id)
    hall.host("round.reveal", round_id=round_id, to="all")

    shown = page.get_by_role("main")
    expect(shown).to_contain_text("网上评分，单独统计")
    expect(shown.locator(".score")).to_contain_text("80.00")
    assert re.search("[a-z]{3}", shown.inner_text()) is None


def test_without_a_socket_it_follows_by_asking(hall: Hall, viewer_page: ViewerOf) -> None:
    """Behind something that lets no socket through the page still follows, within seconds."""
    page = viewer_page(hall)
    page.route(re.compile("/socket.io/"), lambda route: route.abort())
    page.route_web_socket(re.compile("/socket.io/"), lambda socket: socket.close())
    page.reload()
    begin(hall)

    expect(page.get_by_role("region", name="正在进行")).to_contain_text("秦若兰", timeout=15_000)


def test_a_full_server_is_said_and_the_page_follows_all_the_same(hall: Hall, browser: Browser) -> None:
    """Who finds no place among the sockets reads why, and still sees who speaks, by asking from time to time."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    full = {"ok": False, "error": {"code": "server.full", "message": ServerFull.message}}
    page.route("**/api/viewer", lambda route: route.fulfill(status=503, json=full))
    page.goto(hall.info["viewer_url"])
    begin(hall)

    expect(page.get_by_text(ServerFull.message)).to_be_visible()
    expect(page.get_by_role("region", name="正在进行")).to_contain_text("秦若兰", timeout=15_000)
    context.close()


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["phone", "desktop"])
def test_nothing_is_wider_than_the_window(hall: Hall, viewer_page: ViewerOf, size: tuple[int, int]) -> None:
    """In every tab, in large type too, nothing has to be scrolled sideways."""
    page = viewer_page(hall, size)
    begin(hall)
    open_round(hall)
    page.get_by_role("button", name="大字").click()
    for name in ("进程", "提问", "我述你评", "结果"):
        tab(page, name)
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
