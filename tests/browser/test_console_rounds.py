"""The console's pane of a round: open, sealed, void, withheld, seen by the staff; many subjects, long names."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import expect

from tests.browser.desk import answer, press_next
from tests.browser.hall import MEETING, Hall, Json
from tests.browser.line import Lines
from tests.browser.panes import SIZES, ConsolePage, ask, begin, drawn, open_round, spills
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
