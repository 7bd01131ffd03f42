"""The inbox of the console: nothing moves under the hand, nothing is done by itself, nothing typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hall import Hall
from tests.browser.line import Line
from tests.browser.panes import SIZES, ConsolePage, ask, begin, drawn, spills, state_of

SEATS = ("party_delegate", "npc_deputy", "party_delegate")
REPAIR = "小区电梯维修资金的手续为什么跑了四个月？"
BASIS = "行政处罚的裁量基准由谁把关？"
OTHER = "法律顾问去年出具了多少条意见？"


@pytest.fixture
def inbox(hall: Hall, console_page: ConsolePage) -> tuple[Page, list[Line]]:
    """A console at an inquiry, with three delegates in the hall."""
    seats = begin(hall, "inquiry", *SEATS)
    return drawn(console_page(hall)), seats


def waiting(page: Page, number: int) -> None:
    """Wait until so many questions wait for review."""
    expect(page.get_by_role("heading", name=f"待审 {number}")).to_be_visible()


class TestReview:
    def test_a_reason_is_picked_by_its_number_and_the_asker_reads_it(
        self, inbox: tuple[Page, list[Line]], hall: Hall
    ) -> None:
        """R, 2, Enter; the question lies among those not taken and can be sent back."""
        page, seats = inbox
        asked = ask(hall, seats[0], REPAIR)
        waiting(page, 1)
        page.get_by_label("待审问题").focus()
        for key in ("r", "2", "Enter"):
            page.keyboard.press(key)
        assert seats[0].until(lambda s: s["me"]["questions"][0]["reason"]) == "转信访或热线"
        page.get_by_role("button", name="不采用 1").click()
        page.get_by_role("button", name="退回").click()
        state_of(hall, asked, "pending")

    def test_a_reason_of_ones_own_outlives_a_reload(self, inbox: tuple[Page, list[Line]], hall: Hall) -> None:
        """What was typed stands there again; the reason reaches the asker."""
        page, seats = inbox
        ask(hall, seats[0], REPAIR)
        waiting(page, 1)
        page.locator(".q.on").get_by_role("button", name="不采用").click()
        page.get_by_role("radio", name="其他").click()
        page.get_by_label("写明理由").fill("请向物业科反映。")
        page.reload()
        page.locator(".q.on").get_by_role("button", name="不采用").click()
        page.get_by_role("radio", name="其他").click()
        expect(page.get_by_label("写明理由")).to_have_value("请向物业科反映。")
        page.locator(".reasons").get_by_role("button", name="不采用").click()
        assert seats[0].until(lambda s: s["me"]["questions"][0]["reason"]) == "请向物业科反映。"

    def test_a_repeat_is_pointed_out_and_nothing_is_done(self, inbox: tuple[Page, list[Line]], hall: Hall) -> None:
        """The hint names the number; both questions wait as they did."""
        page, seats = inbox
        first = ask(hall, seats[0], REPAIR)
        second = ask(hall, seats[1], "电梯维修资金的手续要跑四个月，为什么？")
        expect(page.locator(".q", has_text="2 号").locator(".tag-warn")).to_have_text("疑似与 1 号重复")
        state_of(hall, first, "pending")
        state_of(hall, second, "pending")

    def test_mended_words_are_taken_back_with_the_approval(self, inbox: tuple[Page, list[Line]], hall: Hall) -> None:
        """Undo brings back both the state and the wording."""
        page, seats = inbox
        asked = ask(hall, seats[0], "为甚么没有公开？")
        waiting(page, 1)
        page.locator(".q.on").get_by_role("button", name="改字").click()
        page.locator("#wording").fill("为什么没有公开？")
        page.get_by_role("button", name="用这个文字通过").click()
        state_of(hall, asked, "approved")
        page.get_by_role("button", name="撤销").click()
        state_of(hall, asked, "pending")
        assert hall.host.until(lambda s: s["questions"][0]["text"] == "为甚么没有公开？")


class TestTheHand:
    def test_new_questions_come_in_below_while_a_row_is_held(self, inbox: tuple[Page, list[Line]], hall: Hall) -> None:
        """The focused row stays where it is, whatever comes and however many stand behind it."""
        page, seats = inbox
        ask(hall, seats[0], REPAIR)
        ask(hall, seats[1], BASIS)
        waiting(page, 2)
        page.get_by_label("待审问题").focus()
        page.keyboard.press("ArrowDown")
        before = page.locator(".q.on").bounding_box()
        ask(hall, seats[2], OTHER)
        waiting(page, 3)
        expect(page.locator(".q.on")).to_contain_text("2 号")
        assert page.locator(".q.on").bounding_box() == before
        expect(page.get_by_label("待审问题").locator(".q").last).to_contain_text("3 号")

    def test_a_key_meant_for_a_withdrawn_question_strikes_no_other(
        self, inbox: tuple[Page, list[Line]], hall: Hall
    ) -> None:
        """The asker takes the focused question back; A does nothing until the hand chooses anew."""
        page, seats = inbox
        first, second = ask(hall, seats[0], REPAIR), ask(hall, seats[1], BASIS)
        waiting(page, 2)
        page.get_by_label("待审问题").focus()
        page.keyboard.press("ArrowDown")
        seats[1]("question.withdraw", question_id=second)
        waiting(page, 1)
        page.keyboard.press("a")
        expect(page.locator(".q.on")).to_have_count(0)
        page.keyboard.press("ArrowDown")
        expect(page.locator(".q.on")).to_contain_text("1 号")
        state_of(hall, first, "pending")
        page.keyboard.press("a")
        state_of(hall, first, "approved")

    def test_another_order_is_shown_at_once(self, inbox: tuple[Page, list[Line]], hall: Hall) -> None:
        """同问多在前 and 先到在前 answer the click, though the pointer is over the lists."""
        page, seats = inbox
        for seat, text in zip(seats, (REPAIR, BASIS), strict=False):
            hall.host("question.review", question_id=ask(hall, seat, text), decision="approve")
        seats[2]("question.support", question_id=hall.host.until(lambda s: s["questions"][1]["id"]), on=True)
        rows = page.get_by_label("可叫出问题").locator(".q")
        expect(rows.first).to_contain_text("2 号")
        page.get_by_role("button", name="先到在前").click()
        expect(rows.first).to_contain_text("1 号")
        page.get_by_role("button", name="同问多在前").click()
        expect(rows.first).to_contain_text("2 号")


class TestTheAnswer:
    def test_note_and_mark_outlive_a_reload_and_are_amended_later(
        self, inbox: tuple[Page, list[Line]], hall: Hall
    ) -> None:
        """未正面回答 and the note stand again; afterwards the note can be put right among those answered."""
        page, seats = inbox
        hall.host("question.call", question_id=ask(hall, seats[0], REPAIR))
        page.get_by_label("答复要点").fill("五月前公开时限。")
        page.locator(".called .switch input").check()
        page.reload()
        expect(page.get_by_label("答复要点")).to_have_value("五月前公开时限。")
        expect(page.locator(".called .switch input")).to_be_checked()
        page.get_by_role("button", name="答复完毕").click()
        assert hall.host.until(lambda s: s["questions"][0]["evaded"])
        page.get_by_role("button", name="已答 1").click()
        page.get_by_role("button", name="改要点").click()
        page.locator("#amend").fill("六月前公开时限。")
        page.get_by_role("button", name="存，改为已正面回答").click()
        assert hall.host.until(lambda s: s["questions"][0]["answer"] == "六月前公开时限。")
        assert hall.host.until(lambda s: not s["questions"][0]["evaded"])


@pytest.mark.parametrize("size", SIZES)
def test_a_question_of_500_characters_leaves_room_for_the_others(
    hall: Hall, console_page: ConsolePage, size: tuple[int, int]
) -> None:
    """On the air and in the lists it is read by scrolling; both columns keep rows in sight and nothing is cut."""
    seats = begin(hall, "inquiry", *SEATS)
    hall.host("question.call", question_id=ask(hall, seats[0], "征收补偿案件的复盘结论向被征收人公开了没有，" * 22))
    ask(hall, seats[1], "规范性文件清理以后还有没有没经过审查的，" * 25)
    ask(hall, seats[2], BASIS)
    page = drawn(console_page(hall, size))
    waiting(page, 2)
    assert page.get_by_label("待审问题").evaluate("list => list.clientHeight") > 180
    page.get_by_label("待审问题").locator(".q").first.click()
    assert page.locator(".q.on .text").evaluate("text => text.scrollHeight > text.clientHeight")
    assert spills(page) == []
