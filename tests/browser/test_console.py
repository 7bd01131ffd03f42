"""The host's console in a browser, on a real server: it leads a meeting, asks before what is final, loses nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import answer, press_next
from tests.browser.hall import MEETING, Hall
from tests.browser.line import Line, Lines
from tests.browser.server import Server

ConsolePage = Callable[..., Page]
FEW = "代表在路上，先走流程。"
HEARD = ["reporting", "inquiry", "commentary"]
# each list is one of its own: a meeting file takes no YAML anchors
TOGETHER = MEETING | {
    "agenda": [
        {"kind": "subject", "subject": "qin", "stages": [*HEARD]},
        {"kind": "subject", "subject": "gu", "stages": [*HEARD]},
        {"kind": "appraisal", "subjects": ["qin", "gu"], "title": "集中测评", "minutes": 4},
        {"kind": "announcement", "title": "结果公布", "minutes": 5},
        {"kind": "closing", "title": "总结", "minutes": 5},
    ]
}


def begin(page: Page) -> None:
    """Open the meeting and start it, whatever is amber."""
    press_next(page, "开始签到")
    press_next(page, "开会")
    answer(page, "现在开会", "开会")


def fill(hall: Hall, each: int = 5) -> list[Line]:
    """Let some of each kind of delegate join; five of each are more than half of those who score."""
    hall.host.until(lambda s: s["meeting"]["state"] != "prepared")
    return [hall.join(category) for category in ("party_delegate", "npc_deputy") for _ in range(each)]


def ask(hall: Hall, seat: Line, text: str) -> None:
    """Ask the first subject something."""
    seat("question.submit", subject_id=hall.subject("qin"), text=text, client_id=secrets.token_hex(8))


@pytest.fixture
def inquiry(hall: Hall, console_page: ConsolePage) -> tuple[Page, list[Line]]:
    """A console at the inquiry of the first subject, with two delegates in the hall."""
    page = console_page(hall)
    press_next(page, "开始签到")
    seats = fill(hall, 1)
    press_next(page, "开会")
    answer(page, "现在开会", "开会")
    hall.host.until(lambda s: s["stage"]["item_id"])
    hall.go(hall.subject("qin"), "inquiry")
    expect(page.locator(".now .what")).to_contain_text("质询")
    page.locator(".band").get_by_role("button", name="知道了").click()
    return page, seats


class TestTheWholeMeeting:
    def test_the_next_button_leads_from_the_door_to_the_published_result(
        self, hall: Hall, console_page: ConsolePage
    ) -> None:
        """Pressing what the large button says holds a meeting; the score shown is the score of the ballots."""
        page = console_page(hall)
        expect(page.locator(".mode")).to_have_text("还没有开会")
        press_next(page, "开始签到")
        seats = fill(hall)
        press_next(page, "开会")
        answer(page, "现在开会", "开会")
        press_next(page, "进入述法 — 秦若兰")
        press_next(page, "进入质询 — 秦若兰")
        press_next(page, "进入点评 — 秦若兰")
        press_next(page, "进入测评 — 秦若兰")
        expect(page.locator(".turnout .fig")).to_have_text("0 / 10")
        round_id = hall.host.until(lambda s: s["rounds"]["rounds"][0]["id"])
        for seat in seats[:9]:
            hall.cast(seat, round_id, hall.subject("qin"), "good")
        expect(page.locator(".turnout .fig")).to_have_text("9 / 10")
        press_next(page, "结束测评 — 秦若兰")
        answer(page, "还有 1 人在场未评，现在结束？", "结束测评")
        expect(page.get_by_role("heading", name="测评票已封存")).to_be_visible()
        expect(page.locator(".stage")).not_to_contain_text("80.00")
        press_next(page, "进入述法 — 顾长宁")
        expect(page.locator(".now h2")).to_have_text("顾长宁")
        page.get_by_role("button", name="结果", exact=True).first.click()
        page.locator(".ledger li", has_text="秦若兰").get_by_role("button", name="公布").click()
        answer(page, "公布秦若兰的测评结果？", "公布给会场")
        expect(page.locator(".ledger li", has_text="秦若兰").locator(".score")).to_have_text("80.00")
        assert hall.host.until(lambda s: s["screen"]["scene"] == "result")

    def test_the_last_step_ends_the_meeting_and_asks_first(self, hall: Hall, console_page: ConsolePage) -> None:
        """After the last item the button ends the meeting; afterwards nothing can be pressed any more."""
        page = console_page(hall)
        begin(page)
        item = hall.info["agenda"][-1]["item_id"]
        hall.host.until(lambda s: s["meeting"]["state"] == "running")
        hall.host("agenda.go", item_id=item, stage="main")
        press_next(page, "结束会议")
        answer(page, "结束「云川县2026年度专题述法会」？", "结束会议")
        expect(page.locator(".next")).to_contain_text("会议已经结束")
        expect(page.locator(".next")).to_be_disabled()

    def test_a_pause_stops_and_the_next_button_goes_on(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """The meeting pauses by the sheet of the meeting, and goes on by the large button."""
        page, _ = inquiry
        page.get_by_role("button", name="会议", exact=True).click()
        answer(page, "专题述法会", "暂停会议")
        expect(page.locator(".band")).to_contain_text("会议暂停着")
        press_next(page, "继续会议")
        assert hall.host.until(lambda s: not s["meeting"]["paused"])


class TestQuestions:
    def test_a_question_goes_from_the_inbox_to_the_screen_and_is_answered(
        self, inquiry: tuple[Page, list[Line]], hall: Hall
    ) -> None:
        """Approve, call, note the answer: each press leads to the state that the server tells."""
        page, seats = inquiry
        ask(hall, seats[0], "办理时限到底有没有？超时谁负责？")
        row = page.locator(".q", has_text="办理时限")
        row.get_by_role("button", name="通过 A").click()
        page.get_by_label("可叫出问题").locator(".q", has_text="办理时限").get_by_role("button", name="叫出").click()
        expect(page.locator(".called blockquote")).to_have_text("办理时限到底有没有？超时谁负责？")
        page.get_by_label("答复要点").fill("十个工作日内办结。")
        page.get_by_role("button", name="答复完毕").click()
        expect(page.locator(".called")).to_have_count(0)
        expect(page.locator(".now .what")).to_contain_text("已答 1")
        assert hall.host.until(lambda s: s["questions"][0]["answer"]) == "十个工作日内办结。"

    def test_a_rejection_carries_the_reason_that_was_picked(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """The asker reads the reason; the question can be put back."""
        page, seats = inquiry
        ask(hall, seats[0], "我家楼上漏水。")
        page.locator(".q.on").get_by_role("button", name="不采用").click()
        page.get_by_role("radio", name="转信访或热线").click()
        page.locator(".reasons").get_by_role("button", name="不采用").click()
        mine = seats[0].until(lambda s: s["me"]["questions"][0]["reason"])
        assert mine == "转信访或热线"
        page.get_by_role("button", name="不采用 1").click()
        page.get_by_role("button", name="退回").click()
        assert hall.host.until(lambda s: s["questions"][0]["state"] == "pending")

    def test_two_that_ask_the_same_are_merged_and_taken_apart(
        self, inquiry: tuple[Page, list[Line]], hall: Hall
    ) -> None:
        """Ticking two offers to merge them, Escape leaves it; undo takes them apart."""
        page, seats = inquiry
        ask(hall, seats[0], "维修资金为什么办得慢？")
        ask(hall, seats[1], "维修资金办理为什么要四个月？")
        page.get_by_label("选中问题 1").check()
        page.keyboard.press("Escape")
        expect(page.locator(".mergebar")).to_have_count(0)
        page.get_by_label("选中问题 1").check()
        page.get_by_label("选中问题 2").check()
        page.locator(".mergebar").get_by_role("button", name="合并 M").click()
        assert hall.host.until(lambda s: s["questions"][1]["state"] == "merged")
        page.get_by_role("button", name="撤销").click()
        assert hall.host.until(lambda s: s["questions"][1]["state"] == "pending")

    def test_mended_words_are_shown_and_the_own_are_kept(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """The host mends a slip of the pen; the draft of it survives a reload."""
        page, seats = inquiry
        ask(hall, seats[0], "为甚么没有公开？")
        page.locator(".q.on").get_by_role("button", name="改字").click()
        page.locator("#wording").fill("为什么没有公开？")
        page.reload()
        page.locator(".q.on").get_by_role("button", name="改字").click()
        expect(page.locator("#wording")).to_have_value("为什么没有公开？")
        page.get_by_role("button", name="用这个文字通过").click()
        assert hall.host.until(lambda s: s["questions"][0]["text"] == "为什么没有公开？")


class TestRounds:
    def test_without_a_quorum_a_reason_is_asked_for(self, hall: Hall, console_page: ConsolePage) -> None:
        """With nobody in the hall the round opens only with a reason for the minutes."""
        page = console_page(hall)
        begin(page)
        hall.host.until(lambda s: s["meeting"]["state"] == "running")
        hall.go(hall.subject("qin"), "commentary")
        press_next(page, "进入测评 — 秦若兰")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("button", name="照样开始测评")).to_be_disabled()
        dialog.get_by_label("理由").fill("改期会影响后面的安排。")
        answer(page, "到场不过半", "照样开始测评")
        assert hall.host.until(lambda s: s["rounds"]["rounds"][0]["state"]) == "open"

    def test_a_sealed_round_is_voided_by_typing_the_word(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """Void needs a reason and the word; afterwards the subject can be appraised anew."""
        page, _ = inquiry
        opened = hall.host("round.open", subject_ids=[hall.subject("qin")], audience="seats", reason=FEW)
        hall.host("round.close", round_id=opened["round_id"])
        hall.go(hall.subject("qin"), "appraisal")
        page.get_by_role("button", name="作废这次测评").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("说明").fill("会场停电两分钟。")
        dialog.get_by_label("请输入").fill("作废")
        answer(page, "作废秦若兰的这次测评？", "作废 0 张测评票")
        expect(page.locator(".next")).to_contain_text("开始测评 — 秦若兰")

    def test_who_has_looked_cannot_void(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """Looking asks first; the result then stands here alone, and the way to void is gone."""
        page, seats = inquiry
        opened = hall.host("round.open", subject_ids=[hall.subject("qin")], audience="seats", reason=FEW)
        for seat in [*seats, hall.join("party_delegate")]:
            hall.cast(seat, opened["round_id"], hall.subject("qin"), "excellent")
        hall.host("round.close", round_id=opened["round_id"])
        hall.go(hall.subject("qin"), "appraisal")
        page.get_by_role("button", name="看结果").click()
        answer(page, "先看秦若兰的结果？", "看结果")
        expect(page.locator(".result .fig")).to_have_text("100.00")
        expect(page.get_by_role("button", name="已看过，不能作废")).to_be_disabled()
        expect(page.locator(".next-danger")).to_contain_text("公布结果 — 秦若兰")
        page.keyboard.press("h")
        expect(page.locator(".stage")).not_to_contain_text("100.00")

    def test_who_has_not_scored_is_reminded(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """The reminder goes to the phones that have not scored, and to no other."""
        page, seats = inquiry
        opened = hall.host("round.open", subject_ids=[hall.subject("qin")], audience="seats", reason=FEW)
        hall.cast(seats[0], opened["round_id"], hall.subject("qin"), "good")
        page.get_by_role("button", name="测评", exact=True).click()
        page.get_by_role("button", name="提醒未评的手机").click()
        expect(page.locator(".posted")).to_contain_text("0 / 1 收到")
        assert seats[1].until(lambda s: s["me"]["notice"]["text"]) == "测评快结束了，请尽快提交"
        assert seats[0].sections["me"]["notice"] is None

    def test_viewers_have_a_round_of_their_own(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """我述你评 is opened from the pane of rounds, and stands in one line beside the hall's."""
        page, _ = inquiry
        page.get_by_role("button", name="测评", exact=True).click()
        page.get_by_role("button", name="单独开一次测评").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("radio", name="网上观众").click()
        answer(page, "单独开一次测评", "开始测评 — 秦若兰")
        expect(page.locator(".strip")).to_contain_text("我述你评 — 秦若兰")
        assert hall.host.until(lambda s: s["rounds"]["rounds"][0]["audience"]) == "viewers"
        page.locator(".strip").get_by_role("button", name="结束网上测评").click()
        expect(page.locator(".strip")).to_contain_text("已封存")

    def test_several_subjects_are_appraised_on_one_sheet(
        self, server: Server, lines: Lines, console_page: ConsolePage
    ) -> None:
        """集中测评 opens one round for all its subjects, shows the turnout by subject, publishes them together."""
        hall = Hall(server, lines, TOGETHER)
        page = console_page(hall)
        press_next(page, "开始签到")
        hall.host.until(lambda s: s["meeting"]["state"] == "open")
        seats = [hall.join("party_delegate") for _ in range(5)]
        press_next(page, "开会")
        answer(page, "现在开会", "开会")
        hall.host.until(lambda s: s["meeting"]["state"] == "running")
        hall.go(hall.subject("gu"), "commentary")
        press_next(page, "进入集中测评")
        page.get_by_role("dialog").get_by_label("理由").fill("代表在路上，先评两位。")
        answer(page, "到场不过半，仍然测评秦若兰、顾长宁？", "照样开始测评")
        round_id = hall.host.until(lambda s: s["rounds"]["rounds"][0]["id"])
        for seat in seats:
            hall.cast(seat, round_id, hall.subject("qin"), "good")
        expect(page.locator(".cast li", has_text="秦若兰").locator("b")).to_have_text("5 / 5")
        press_next(page, "结束测评 — 秦若兰、顾长宁")
        answer(page, "还有 5 人在场未评", "结束测评")
        press_next(page, "进入结果公布")
        press_next(page, "公布结果 — 秦若兰、顾长宁")
        answer(page, "公布秦若兰、顾长宁的测评结果？", "公布给会场")
        expect(page.locator(".ledger li", has_text="秦若兰").locator(".score")).to_have_text("80.00")
        expect(page.locator(".ledger li", has_text="顾长宁").locator(".score")).to_have_text("票数过少")
        press_next(page, "进入总结")
        assert hall.host.until(lambda s: s["screen"]["scene"] == "closing")


class TestTheSide:
    def test_a_scene_chosen_by_hand_is_pinned_until_it_follows_again(
        self, inquiry: tuple[Page, list[Line]], hall: Hall
    ) -> None:
        """The head says 手动 while the scene is the host's choice."""
        page, _ = inquiry
        page.get_by_role("button", name="黑屏").click()
        assert hall.host.until(lambda s: s["screen"]["scene"] == "black")
        expect(page.locator(".side .switch")).to_contain_text("手动")
        page.locator(".side .switch input").check()
        assert hall.host.until(lambda s: s["screen"]["scene"] == "inquiry")

    def test_the_preview_is_the_real_screen(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """The frame shows the page that the hall sees."""
        page, _ = inquiry
        frame = page.frame_locator("iframe.hall")
        expect(frame.locator("body")).to_contain_text("秦若兰")

    def test_a_notice_is_posted_to_whom_it_is_meant_for_and_withdrawn(
        self, inquiry: tuple[Page, list[Line]], hall: Hall
    ) -> None:
        """What is typed survives a reload; the notice stands until it is taken back."""
        page, seats = inquiry
        page.get_by_label("通知内容").fill("请调静音")
        page.reload()
        expect(page.get_by_label("通知内容")).to_have_value("请调静音")
        page.get_by_role("button", name="发出").click()
        seats[0].until(lambda s: s["notice"]["text"] == "请调静音")
        seats[0]("notice.ack", notice_id=seats[0].sections["notice"]["id"])
        expect(page.locator(".posted")).to_contain_text("1 / 2 收到")
        page.get_by_role("button", name="收下").click()
        expect(page.locator(".posted")).to_have_count(0)

    def test_a_slip_is_freed_in_two_taps(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """Found by the last four characters; the first tap asks, the second frees."""
        page, _ = inquiry
        taken = next(seat for seat in hall.info["seats"] if seat["category"] == "party_delegate")
        page.get_by_role("button", name="票证").click()
        page.get_by_label("编码的最后 4 位").fill(taken["code"][-4:])
        page.get_by_role("button", name="解除绑定").click()
        page.get_by_role("button", name="确认解除").click()
        assert hall.host.until(lambda s: sum(row["released"] for row in s["seats"])) == 1

    def test_a_comment_is_shown_and_taken_away(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """What a leader wrote goes to the screen by the host's hand only."""
        page, _ = inquiry
        leader = hall.join("leader")
        leader(
            "comment.submit", subject_id=hall.subject("qin"), strengths="清理有台账。", problems="时限不清。",
            advice="", client_id=secrets.token_hex(8),
        )  # fmt: skip
        hall.go(hall.subject("qin"), "commentary")
        row = page.locator(".comments li", has_text="李副书记")
        row.get_by_role("button", name="上屏", exact=True).click()
        assert hall.host.until(lambda s: s["comments"][0]["shown"]) == "screen"
        row.get_by_role("button", name="收起").click()
        assert hall.host.until(lambda s: s["comments"][0]["shown"] is None)


class TestKeys:
    def test_after_a_click_in_the_inbox_the_letters_go_on(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """The button that was clicked goes away with its question; A still approves the next one."""
        page, seats = inquiry
        ask(hall, seats[0], "第一个问题？")
        ask(hall, seats[1], "另外一件事情？")
        page.get_by_role("button", name="通过 A").click()
        expect(page.get_by_role("heading", name="可叫出 1")).to_be_visible()
        page.keyboard.press("a")
        expect(page.get_by_role("heading", name="可叫出 2")).to_be_visible()

    def test_the_inbox_is_worked_by_letters(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """Down, A, right, C: the second question is approved and called without a mouse."""
        page, seats = inquiry
        ask(hall, seats[0], "第一个问题？")
        ask(hall, seats[1], "另外一件事情？")
        expect(page.locator(".q")).to_have_count(2)
        page.get_by_label("待审问题").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("a")
        expect(page.get_by_label("可叫出问题").locator(".q")).to_have_count(1)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("c")
        expect(page.locator(".called blockquote")).to_have_text("另外一件事情？")
        page.keyboard.press("w")
        expect(page.locator(".called")).to_have_count(0)


class TestTheLine:
    def test_a_lost_line_greys_the_page_and_heals_by_itself(
        self, own_server: Server, lines: Lines, console_page: ConsolePage
    ) -> None:
        """The server dies: everything is off and says so; it comes back: everything goes on where it was."""
        hall = Hall(own_server, lines)
        page = console_page(hall)
        begin(page)
        own_server.kill()
        expect(page.locator(".band-bad")).to_contain_text("与服务器断开", timeout=20_000)
        expect(page.locator(".next")).to_have_text("断开连上以后才能操作")
        expect(page.locator("body")).to_have_attribute("data-link", "lost")
        own_server.start()
        expect(page.locator("body")).to_have_attribute("data-link", "ok", timeout=30_000)
        press_next(page, "进入述法 — 秦若兰")
        expect(page.locator(".now h2")).to_have_text("秦若兰")

    def test_a_refusal_is_told_in_the_servers_words(self, inquiry: tuple[Page, list[Line]], hall: Hall) -> None:
        """A move that the server refuses changes nothing and says why."""
        page, _ = inquiry
        hall.host("round.open", subject_ids=[hall.subject("gu")], audience="seats", reason=FEW)
        expect(page.locator(".next")).to_contain_text("结束测评 — 顾长宁")
        page.locator(".agenda > li > .row").last.click()
        expect(page.locator(".band")).to_contain_text("测评正在进行，不能换环节")


class TestRehearsal:
    def test_a_rehearsal_tints_the_page_and_is_wiped(self, hall: Hall, console_page: ConsolePage) -> None:
        """Everything works in it; ending it asks, and brings the meeting back to before."""
        page = console_page(hall)
        page.locator(".rehearse input").click()
        expect(page.locator("body")).to_have_attribute("data-mode", "rehearsal")
        begin(page)
        page.get_by_role("button", name="结束演练").click()
        answer(page, "结束演练？", "结束演练，清除数据")
        expect(page.locator("body")).to_have_attribute("data-mode", "formal")
        expect(page.locator(".next")).to_contain_text("开始签到")
