"""The panes of the console beside the inbox and the round: comments, notices, the screen, slips, presence."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hall import Hall
from tests.browser.panes import SIZES, ConsolePage, begin, comment, drawn, join_reporter, spills


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
