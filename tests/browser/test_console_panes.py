"""The panes of the console beside the inbox: comments, rounds, the screen, notices, slips."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import answer, press_next
from tests.browser.hall import MEETING, Hall, Json
from tests.browser.line import Lines
from tests.browser.panes import SIZES, ConsolePage, ask, begin, comment, drawn, join_reporter, open_round, spills
from tests.browser.server import Server

NAMES = "陈立新 何秀兰 张明远 周桂琴 罗建业 方文涛 秦若兰 顾长宁 沈知远 罗以安 欧阳静怡 司马长风"


def twelve() -> Json:
    """A meeting that appraises twelve subjects on one sheet."""
    people = [
        {"key": "qin" if number == 0 else f"s{number}", "name": name, "unit": "云川县人力资源和社会保障局",
         "post": "党组书记、局长", "kind": "government_department"}
        for number, name in enumerate(NAMES.split())
    ]  # fmt: skip
    heard = [{"kind": "subject", "subject": one["key"], "stages": ["reporting", "inquiry"]} for one in people]
    together = {"kind": "appraisal", "subjects": [one["key"] for one in people], "title": "集中测评", "minutes": 6}
    return MEETING | {"subjects": people, "agenda": [*heard, together, {"kind": "closing", "title": "总结"}]}


class TestComments:
    def test_who_has_not_written_stands_by_name(self, hall: Hall, console_page: ConsolePage) -> None:
        """A leader by name, a panel by how many are missing; who writes goes from one list to the other."""
        leader, expert = begin(hall, "commentary", "leader", "expert")
        page = drawn(console_page(hall))
        silent = page.locator(".comments .silent")
        expect(silent.first).to_contain_text("李副书记")
        expect(silent.last).to_contain_text("还差 2 位")
        comment(hall, leader, "清理有台账。")
        comment(hall, expert, "答复直接。")
        expect(silent).to_have_count(1)
        expect(silent).to_contain_text("还差 1 位")
        expect(page.locator(".pane-head", has_text="领导和第三方点评")).to_contain_text("已交 2 份，还有 1 位没有交")

    def test_each_goes_to_the_screen_or_to_all(self, hall: Hall, console_page: ConsolePage) -> None:
        """上屏 is for the hall's screen; 也给手机和直播 widens it."""
        (leader,) = begin(hall, "commentary", "leader")
        comment(hall, leader, "清理有台账。" * 60)
        page = drawn(console_page(hall))
        row = page.locator(".comments li", has_text="李副书记")
        row.get_by_role("button", name="看全文").click()
        row.get_by_role("button", name="上屏", exact=True).click()
        assert hall.host.until(lambda s: s["comments"][0]["shown"]) == "screen"
        row.get_by_role("button", name="也给手机和直播").click()
        assert hall.host.until(lambda s: s["comments"][0]["shown"] == "all")
        expect(row).to_contain_text("在播，手机也看得到")


class TestNotices:
    @pytest.mark.parametrize("size", SIZES)
    def test_what_covers_the_wall_is_said_across_stages(
        self, hall: Hall, console_page: ConsolePage, size: tuple[int, int]
    ) -> None:
        """The amber line stays in sight with the field below it, says the new stage, and takes the notice down."""
        begin(hall, "inquiry", "party_delegate")
        hall.host("notice.post", text="请把手机调到静音，会议马上进入下一环节，请各位代表回到座位上坐好", to="all")
        page = drawn(console_page(hall, size))
        posted = page.locator(".posted")
        expect(posted).to_contain_text("通知还在大屏上 0 / 1 收到")
        hall.go(hall.subject("qin"), "commentary")
        expect(posted).to_contain_text("进入点评了，通知还在大屏上")
        expect(page.locator(".band")).to_be_visible()
        for part in (posted, page.get_by_label("通知内容")):
            box = part.bounding_box()
            act = page.locator(".act").bounding_box()
            assert box
            assert act
            assert box["y"] + box["height"] <= act["y"]
        assert spills(page) == []
        posted.get_by_role("button", name="收下").click()
        assert hall.host.until(lambda s: s["notice"] is None) is True

    def test_a_message_to_the_reporter_comes_back_with_its_time(self, hall: Hall, console_page: ConsolePage) -> None:
        """收到 and when, also after a reload; what the host types and for whom is counted and kept."""
        begin(hall, "inquiry")
        reporter = join_reporter(hall)
        page = drawn(console_page(hall))
        page.get_by_label("发给谁").select_option(label="述法同志")
        page.get_by_label("通知内容").fill("还有两问")
        expect(page.locator(".side")).to_contain_text("4 / 40 字")
        page.reload()
        expect(page.get_by_label("通知内容")).to_have_value("还有两问")
        page.get_by_role("button", name="发出").click()
        expect(page.locator(".posted")).to_contain_text("发给述法同志 还没有收到")
        notice = reporter.until(lambda s: s["me"]["notice"])
        reporter("notice.ack", notice_id=notice["id"])
        expect(page.locator(".posted")).to_contain_text(re.compile(r"收到 \d\d:\d\d"))
        page.reload()
        expect(page.locator(".posted")).to_contain_text(re.compile(r"收到 \d\d:\d\d"))


class TestTheScreen:
    def test_one_key_brings_the_former_scene_back(self, hall: Hall, console_page: ConsolePage) -> None:
        """Black by hand, X follows the stage again, X is black once more; a stage change ends it."""
        begin(hall, "inquiry")
        page = drawn(console_page(hall))
        expect(page.get_by_role("button", name="换回上一画面")).to_be_disabled()
        page.get_by_role("button", name="黑屏").click()
        expect(page.get_by_role("button", name="换回「跟随环节」")).to_be_enabled()
        page.keyboard.press("x")
        assert hall.host.until(lambda s: s["screen"]["scene"] == "inquiry")
        expect(page.get_by_role("button", name="换回「黑屏」")).to_be_enabled()
        page.keyboard.press("x")
        assert hall.host.until(lambda s: s["screen"]["scene"] == "black")

    def test_what_cannot_be_shown_yet_is_off(self, hall: Hall, console_page: ConsolePage) -> None:
        """No result before it is published, no person before one is up, no 整改 where the meeting has none."""
        hall.host("meeting.open")
        hall.host("meeting.start")
        page = drawn(console_page(hall))
        scenes = page.locator(".scenes")
        for words in ("述法", "质询", "结果", "测评进度"):
            expect(scenes.get_by_role("button", name=words, exact=True)).to_be_disabled()
        expect(scenes.get_by_role("button", name="整改通报")).to_have_count(0)
        expect(scenes.get_by_role("button", name="总览")).to_be_enabled()


class TestRounds:
    @pytest.mark.parametrize("size", SIZES)
    def test_twelve_subjects_on_one_sheet_are_read_at_a_glance(
        self, server: Server, lines: Lines, console_page: ConsolePage, size: tuple[int, int]
    ) -> None:
        """Every name stands in sight, the button names the first and counts the rest, nothing is cut."""
        hall = Hall(server, lines, twelve())
        begin(hall, "reporting", "party_delegate", "npc_deputy")
        item = next(one["item_id"] for one in hall.info["agenda"] if one["kind"] == "appraisal")
        hall.host("agenda.go", item_id=item, stage="appraisal")
        open_round(hall, *(one["key"] for one in twelve()["subjects"]))
        page = drawn(console_page(hall, size))
        expect(page.locator(".turnout .fig")).to_have_text("0 / 24")
        expect(page.locator(".next")).to_contain_text("结束测评 — 陈立新、何秀兰等 12 位")
        rows = page.locator(".cast li")
        expect(rows).to_have_count(12)
        room = page.locator(".cast").bounding_box()
        last = rows.last.bounding_box()
        assert room
        assert last
        assert last["y"] + last["height"] <= room["y"] + room["height"] + 1
        assert spills(page) == []

    def test_more_time_is_given_to_a_round_that_has_an_end(self, hall: Hall, console_page: ConsolePage) -> None:
        """+60 秒 moves the end; one without an end is given one, in words that say so."""
        begin(hall, "appraisal", "party_delegate")
        open_round(hall, "qin", seconds=300)
        page = drawn(console_page(hall))
        before = hall.host.until(lambda s: s["rounds"]["rounds"][0]["ends_at"])
        page.get_by_role("button", name="+60 秒").click()
        assert hall.host.until(lambda s: s["rounds"]["rounds"][0]["ends_at"] == before + 60_000)
        hall.host("round.close", round_id=hall.host.sections["rounds"]["rounds"][0]["id"])
        open_round(hall, "gu")
        expect(page.locator(".turnout .fig")).to_have_text("0 / 1")
        expect(page.get_by_role("button", name="+60 秒")).to_have_count(0)
        page.get_by_role("button", name="限时 1 分钟").click()
        assert hall.host.until(lambda s: s["rounds"]["rounds"][1]["ends_at"])

    @pytest.mark.parametrize("size", SIZES)
    def test_the_three_ways_after_the_close_lie_apart(
        self, hall: Hall, console_page: ConsolePage, size: tuple[int, int]
    ) -> None:
        """看结果, 现在公布, 作废 are never under one another; why to wait is said; the default leads on."""
        begin(hall, "appraisal", "party_delegate")
        hall.host("round.close", round_id=open_round(hall))
        page = drawn(console_page(hall, size))
        expect(page.locator(".stage")).to_contain_text("还有 1 位没有评，先公布的分数会影响后面的打分")
        expect(page.locator(".next")).to_contain_text("进入述法 — 顾长宁")
        ways = [page.get_by_role("button", name=words) for words in ("看结果", "现在公布", "作废这次测评")]
        boxes = [box for box in (way.bounding_box() for way in ways) if box]
        assert len(boxes) == 3
        for one, other in combinations(boxes, 2):
            left, right = sorted((one, other), key=lambda box: box["x"])
            assert left["x"] + left["width"] < right["x"]
        assert spills(page) == []

    def test_a_void_round_is_held_again(self, hall: Hall, console_page: ConsolePage) -> None:
        """The pane says that the first does not count; the second starts from nothing."""
        (seat,) = begin(hall, "appraisal", "party_delegate")
        first = open_round(hall)
        hall.cast(seat, first, hall.subject("qin"), "good")
        hall.host("round.void", round_id=first, reason="设备故障：停电")
        page = drawn(console_page(hall))
        expect(page.get_by_role("heading", name="上一次测评已经作废")).to_be_visible()
        press_next(page, "开始测评 — 秦若兰")
        page.get_by_role("dialog").get_by_label("理由").fill("代表在路上。")
        answer(page, "到场不过半", "照样开始测评")
        expect(page.locator(".turnout .fig")).to_have_text("0 / 1")

    @pytest.mark.parametrize(("votes", "said"), [(0, "没有人提交测评"), (2, "有效票 2 张，少于 3 张")])
    def test_a_withheld_result_says_why(self, hall: Hall, console_page: ConsolePage, votes: int, said: str) -> None:
        """Nobody voted, or too few: counts only, in words, and no score anywhere."""
        seats = begin(hall, "appraisal", *["party_delegate"] * 3)
        round_id = open_round(hall)
        for seat in seats[:votes]:
            hall.cast(seat, round_id, hall.subject("qin"), "good")
        hall.host("round.close", round_id=round_id)
        hall.host("round.reveal", round_id=round_id, to="staff")
        page = drawn(console_page(hall))
        expect(page.locator(".result")).to_contain_text(said)
        expect(page.locator(".result .fig")).to_have_text("不予公布")
        expect(page.locator(".stage")).not_to_contain_text("80.00")

    def test_h_covers_the_result_everywhere(self, hall: Hall, console_page: ConsolePage) -> None:
        """Pane and preview; what the hall sees stands in the preview's place."""
        seats = begin(hall, "appraisal", *["party_delegate"] * 3)
        round_id = open_round(hall)
        for seat in seats:
            hall.cast(seat, round_id, hall.subject("qin"), "good")
        hall.host("round.close", round_id=round_id)
        hall.host("round.reveal", round_id=round_id, to="staff")
        page = drawn(console_page(hall))
        expect(page.get_by_role("img", name="预览：秦若兰的结果")).to_contain_text("80.00")
        page.keyboard.press("h")
        expect(page.locator("body")).not_to_contain_text("80.00")
        expect(page.locator("iframe.hall")).to_be_visible()


class TestSlips:
    def test_a_code_leads_to_none_one_unused_or_the_one_to_free(self, hall: Hall, console_page: ConsolePage) -> None:
        """Each case says what to do; a freed slip says that it may be used again."""
        begin(hall, "inquiry", "party_delegate")
        page = drawn(console_page(hall))
        page.get_by_role("button", name="票证").click()
        tail = page.get_by_label("编码的最后 4 位")
        dialog = page.get_by_role("dialog")
        tail.fill("----")
        expect(dialog.locator(".found li")).to_have_count(0)
        tail.fill(hall.slip("npc_deputy")["code"][-4:].lower())
        expect(dialog).to_contain_text("还没有手机使用，直接扫码或输入编码就能进")
        expect(dialog.get_by_role("button", name="解除绑定")).to_have_count(0)
        used = next(seat for seat in hall.info["seats"] if seat["category"] == "party_delegate")
        tail.fill(used["code"][-4:])
        dialog.get_by_role("button", name="解除绑定").click()
        dialog.get_by_role("button", name="确认解除").click()
        expect(dialog).to_contain_text("解除了，请他用现在的手机再扫一次")


def test_presence_gives_way_and_is_still_read(hall: Hall, console_page: ConsolePage) -> None:
    """On a small screen the side never scrolls as a whole; the people in it do."""
    begin(hall, "inquiry", "party_delegate")
    hall.host("notice.post", text="休息 10 分钟", to="all")
    page: Page = drawn(console_page(hall, (1280, 640)))
    expect(page.locator(".presence .pane-head")).to_contain_text("代表实到 1 / 应到 16")
    assert spills(page) == []


def long_names() -> Json:
    """A meeting whose categories, subjects, units and posts are as long as a meeting file allows."""
    kinds = ["党代表", "人大代表", "政协委员", "行业群众", "法律顾问", "执法监督员"]
    people = [
        {
            "key": f"c{number}",
            "name": f"{name}与法律工作者特邀群众代表"[:20],
            "role": "participant",
            "weight": 20,
            "seats": 3,
        }
        for number, name in enumerate(kinds)
    ]
    one = {
        "key": "qin", "name": "买买提江·阿卜杜热合曼·伊敏", "kind": "enforcement_team",
        "unit": "高新技术产业开发区管理委员会暨综合保税区协调服务中心行政审批与政务服务局",
        "post": "党工委副书记、管委会常务副主任兼行政审批局党组书记、局长、一级调研员",
    }  # fmt: skip
    agenda = [{"kind": "subject", "subject": "qin"}, {"kind": "closing", "title": "总结"}]
    return MEETING | {"categories": people, "subjects": [one], "agenda": agenda}


def test_names_as_long_as_a_file_allows_break_no_pane(server: Server, lines: Lines, console_page: ConsolePage) -> None:
    """Inquiry, turnout, sealed and result at the smallest size: figures stand, names give way."""
    hall = Hall(server, lines, long_names())
    seats = begin(hall, "inquiry", "c0", "c1", "c2", "c3", "c4")
    hall.host("question.call", question_id=ask(hall, seats[0], "裁量基准由谁把关？" * 50))
    ask(hall, seats[1], "a" * 500)
    page = drawn(console_page(hall, (1280, 720)))
    expect(page.get_by_role("heading", name="待审 1")).to_be_visible()
    assert spills(page) == []
    hall.go(hall.subject("qin"), "appraisal")
    round_id = open_round(hall)
    for seat in seats[:4]:
        hall.cast(seat, round_id, hall.subject("qin"), "good")
    expect(page.locator(".turnout .fig")).to_have_text("4 / 5")
    assert spills(page) == []
    hall.host("round.close", round_id=round_id)
    expect(page.get_by_role("heading", name="测评票已封存")).to_be_visible()
    assert spills(page) == []
    hall.host("round.reveal", round_id=round_id, to="staff")
    expect(page.locator(".result .fig")).to_have_text("80.00")
    assert spills(page) == []
