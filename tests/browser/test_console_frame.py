"""The frame of the console: what can be taken back, what is locked, what it says of the line and of other hosts."""

from __future__ import annotations

import re
import secrets

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.cable import Cable
from tests.browser.conftest import PageOf
from tests.browser.desk import press_next
from tests.browser.hall import MEETING, Hall
from tests.browser.handset import open_round, running
from tests.browser.line import Lines
from tests.browser.server import PASSWORD, Server

LONG_UNIT, LONG_POST = (
    "云川县住房和城乡建设局（云川县人民防空办公室、云川县地震局）",
    "党组书记、局长兼城市管理综合行政执法局局长",
)
TAKEN = re.compile(r"^\d:\d\d / 8 分$")
SIZES = [(1440, 900), (1280, 720), (1920, 1080)]


def at(page: Page, stage: str) -> None:
    """Wait until the console is at a stage."""
    expect(page.locator(".now .what")).to_contain_text(stage)


def undo(page: Page) -> Locator:
    """The box of the undo button."""
    return page.locator(".undo")


class TestUndo:
    def test_it_outlives_a_reload(self, hall: Hall, console_page: PageOf) -> None:
        """The deeds of this console can be taken back after a reload, one after the other, the last one first."""
        running(hall, "reporting")
        page = console_page(hall)
        for stage, label in (("质询", "进入质询"), ("点评", "进入点评")):
            press_next(page, label)
            at(page, stage)
            expect(undo(page)).to_contain_text(label)
        page.reload()
        for label, before in (("进入点评", "质询"), ("进入质询", "述法")):
            expect(undo(page)).to_contain_text(label)
            undo(page).get_by_role("button").click()
            at(page, before)
        expect(undo(page).get_by_role("button")).to_be_disabled()

    def test_what_no_longer_fits_is_gone_after_a_reload(self, hall: Hall, console_page: PageOf) -> None:
        """While the page was away another host moved on: our own move is not offered any more."""
        qin = running(hall, "reporting")
        page = console_page(hall)
        press_next(page, "进入质询")
        expect(undo(page)).to_contain_text("进入质询")
        page.goto("about:blank")
        hall.go(qin, "commentary")
        page.go_back()
        at(page, "点评")
        expect(undo(page).get_by_role("button")).to_be_disabled()

    def test_why_nothing_can_be_taken_back_outlives_a_reload(self, hall: Hall, console_page: PageOf) -> None:
        """A closed round stays closed, and the console still says so."""
        qin = running(hall, "appraisal")
        open_round(hall, qin)
        page = console_page(hall)
        press_next(page, "结束测评")
        expect(undo(page)).to_contain_text("结束测评：不能撤销")
        page.reload()
        expect(undo(page)).to_contain_text("要重来，请作废")
        expect(undo(page).get_by_role("button")).to_be_disabled()


class TestNext:
    def test_a_double_press_skips_no_stage(self, hall: Hall, console_page: PageOf) -> None:
        """By hand or by key, the second press finds the button locked; a moment later it goes on."""
        running(hall, "reporting")
        page = console_page(hall)
        expect(page.locator(".next")).to_contain_text("进入质询")
        page.locator(".next").dblclick()
        at(page, "质询")
        expect(page.locator(".next")).to_be_disabled()
        expect(page.locator(".next")).to_be_enabled()
        for _ in range(2):
            page.keyboard.press("Control+Enter")
        at(page, "点评")
        expect(page.locator(".next")).to_contain_text("进入测评")
        assert hall.host.sections["stage"]["stage"] == "commentary"

    def test_by_keyboard_the_focus_stays_on_it(self, hall: Hall, console_page: PageOf) -> None:
        """Enter on the button, and Enter again once it is unlocked: two stages, without looking for it."""
        running(hall, "reporting")
        page = console_page(hall)
        expect(page.locator(".next")).to_contain_text("进入质询")
        page.locator(".next").focus()
        for stage in ("质询", "点评"):
            page.keyboard.press("Enter")
            at(page, stage)
            expect(page.locator(".next")).to_be_focused()

    @pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
    def test_it_never_moves_and_nothing_is_cut(
        self, hall_of_long_names: Hall, console_page: PageOf, size: tuple[int, int]
    ) -> None:
        """At every size the page does not scroll, the button keeps its place, unit and post are read in full."""
        hall = hall_of_long_names
        qin = running(hall, "reporting")
        page = console_page(hall, size)
        places = []
        for stage, name in (("reporting", "述法"), ("inquiry", "质询"), ("commentary", "点评"), ("appraisal", "测评")):
            hall.go(qin, stage)
            at(page, name)
            places.append(page.locator(".next").bounding_box())
            assert page.evaluate(STANDS_STILL)
            expect(page.locator(".now .post")).to_have_text(f"{LONG_UNIT} {LONG_POST}")
            assert page.evaluate(IS_WHOLE, ".now .post")
        assert all(place == places[0] for place in places)


STANDS_STILL = "() => document.body.scrollHeight <= innerHeight && document.body.scrollWidth <= innerWidth"
IS_WHOLE = """(where) => {
  const part = document.querySelector(where), room = part.closest('.now').getBoundingClientRect()
  const box = part.getBoundingClientRect()
  return part.scrollWidth <= part.clientWidth && box.top >= room.top && box.bottom <= room.bottom
}"""


@pytest.fixture
def hall_of_long_names(server: Server, lines: Lines) -> Hall:
    """A meeting whose first subject has a long unit and a long post."""
    first, *rest = MEETING["subjects"]
    return Hall(server, lines, MEETING | {"subjects": [first | {"unit": LONG_UNIT, "post": LONG_POST}, *rest]})


class TestTheStrip:
    def test_it_says_what_is_stored_and_what_wall_and_phones_show(
        self, hall: Hall, console_page: PageOf, screen_page: PageOf
    ) -> None:
        """Stored ballots come first; the wall and the phones follow with what is on them."""
        qin = running(hall, "appraisal")
        seats = [hall.join("party_delegate"), hall.join("npc_deputy")]
        round_id = open_round(hall, qin)
        hall.cast(seats[0], round_id, qin, "good")
        for _ in range(2):  # a console is taken to carry a preview; the host's line of this test has none
            screen_page(hall)
        page = console_page(hall)
        strip = page.locator(".health")
        expect(strip.locator("li").first).to_have_text("已存 1 张，未丢")
        expect(strip).to_contain_text("大屏：测评进度", timeout=15_000)
        expect(strip).to_contain_text("手机 2：测评表")

    def test_the_sheet_of_the_meeting_tells_how_the_machinery_is(
        self, hall: Hall, console_page: PageOf, screen_page: PageOf
    ) -> None:
        """Which database, what is stored and what waits, who is on the line, when the last copy was made."""
        qin = running(hall, "appraisal")
        round_id = open_round(hall, qin)
        hall.cast(hall.join("party_delegate"), round_id, qin, "good")
        hall.viewer()
        hall.server.app("backup", str(hall.server.data / f"copy-{hall.code}.db"))
        screen_page(hall)
        page = console_page(hall)
        page.get_by_role("button", name="会议", exact=True).click()
        sheet = page.get_by_role("dialog")
        expect(sheet).to_contain_text("测评票已存 1 张，没有等着写的，最近一次写入")
        expect(sheet).to_contain_text("手机 1 部，大屏 ", timeout=12_000)
        expect(sheet).to_contain_text("线上观众 1 人")
        expect(sheet).to_contain_text(re.compile(r"备份最近一次 \d\d:\d\d"))

    def test_time_over_stands_on_top(self, hall: Hall, console_page: PageOf) -> None:
        """A stage that runs over is told there, and in the rail with what was taken of what was planned."""
        running(hall, "reporting")
        hall.host("timer.start", which="stage", seconds=1)
        page = console_page(hall)
        expect(page.locator(".health .bad", has_text="超时")).to_be_visible()
        expect(page.locator(".stages .is-now .mins")).to_have_text(TAKEN)


class TestTheStage:
    def test_a_question_left_on_the_air_does_not_go_along_to_the_next_subject(
        self, hall: Hall, console_page: PageOf
    ) -> None:
        """It stands where it was called; the next subject's stage begins without it, as the wall does."""
        qin = running(hall, "inquiry")
        asked = hall.join("party_delegate")("question.submit", subject_id=qin, text="谁把关？", client_id="q1")
        hall.host("question.review", question_id=asked["question_id"], decision="approve")
        hall.host("question.call", question_id=asked["question_id"])
        page = console_page(hall)
        expect(page.locator(".called blockquote")).to_have_text("谁把关？")
        hall.go(hall.subject("gu"), "reporting")
        at(page, "述法")
        expect(page.locator(".called")).to_have_count(0)


class TestTheLine:
    def test_it_says_what_is_safe_and_what_became_of_the_last_deed(
        self, hall: Hall, console_page: PageOf, cable: Cable
    ) -> None:
        """Lost: a count of the attempts, the ballots stored, the deed without an answer. Back: that deed was done."""
        qin = running(hall, "reporting")
        round_id = open_round(hall, qin)
        hall.cast(hall.join("party_delegate"), round_id, qin, "good")
        hall.host("round.close", round_id=round_id)
        page = console_page(hall, through=cable)
        expect(page.locator(".health li").first).to_have_text("已存 1 张，未丢")
        cable.hold()
        press_next(page, "进入质询")
        hall.host.until(lambda s: s["stage"]["stage"] == "inquiry")
        cable.cut()
        band = page.locator(".band-bad")
        expect(band).to_contain_text("正在第", timeout=20_000)
        expect(band).to_contain_text("已存 1 张测评票，未丢")
        expect(band).to_contain_text("刚才的「进入质询」没有得到回音")
        expect(page.locator(".next")).to_be_disabled()
        cable.mend()
        expect(page.locator(".band-ok")).to_have_text("已连上，「进入质询」已经执行知道了", timeout=20_000)
        at(page, "质询")

    def test_a_quiet_loss_ends_with_what_is_safe(self, hall: Hall, console_page: PageOf, cable: Cable) -> None:
        """Nothing was on its way: the page says that it is up to date."""
        running(hall, "reporting")
        page = console_page(hall, through=cable)
        at(page, "述法")
        cable.cut()
        expect(page.locator("body")).to_have_attribute("data-link", "lost", timeout=20_000)
        cable.mend()
        expect(page.locator(".band-ok")).to_contain_text("已连上", timeout=20_000)


class TestAnotherHost:
    def test_the_move_is_told_with_the_name(self, hall: Hall, console_page: PageOf, second: Page) -> None:
        """The band, and the box of undo, say who moved the meeting; here it is not ours to take back."""
        running(hall, "reporting")
        page = console_page(hall)
        at(page, "述法")
        name = open_second(second, hall)
        press_next(second, "进入质询")
        expect(page.locator(".band")).to_contain_text(f"{name}在另一台主持台进入了「质询」")
        expect(undo(page)).to_contain_text(f"{name}进入「质询」")
        expect(undo(page).get_by_role("button")).to_be_disabled()
        expect(undo(second)).to_contain_text("进入质询")

    def test_a_second_console_stands_ready_and_is_missed_when_it_goes(
        self, hall: Hall, console_page: PageOf, second: Page
    ) -> None:
        """It is asked for before the meeting; once on the line it counts as ready; when it goes, the other says so."""
        page = console_page(hall)
        expect(page.locator(".checks")).to_contain_text("还没有备用主持台")
        open_second(second, hall)
        expect(page.locator(".checks")).to_contain_text("备用主持台已连上", timeout=10_000)
        second.context.close()
        expect(page.locator(".band")).to_contain_text("另一台主持台断开了，这一台照常可以主持", timeout=20_000)

    def test_who_pressed_too_is_told_that_nothing_was_done_twice(
        self, hall: Hall, console_page: PageOf, cable: Cable, second: Page
    ) -> None:
        """The slower console names the other host, offers the way back apart, and goes on from where the meeting is."""
        running(hall, "reporting")
        page = console_page(hall, through=cable)
        at(page, "述法")
        name = open_second(second, hall)
        expect(second.locator(".next")).to_contain_text("进入质询")
        cable.hold()
        press_next(second, "进入质询")
        at(second, "质询")
        press_next(page, "进入质询")
        cable.let_go()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text(f"{name}在另一台主持台进入了「质询」")
        expect(dialog.get_by_role("button", name="知道了，继续")).to_be_focused()
        dialog.get_by_role("button", name="退回述法").click()
        at(second, "述法")


@pytest.fixture
def second(open_page: PageOf) -> Page:
    """The window of another host, still empty."""
    return open_page("about:blank")


def open_second(page: Page, hall: Hall) -> str:
    """Log another host in and open the console; return the name."""
    name = f"王静{secrets.token_hex(2)}"
    hall.server.app("staff", "add", name, "--role", "host", typed=f"{PASSWORD}\n")
    page.goto(f"{hall.server.url}/console/{hall.code}")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"**/console/{hall.code}**")
    return name


class TestDialogs:
    def test_closing_a_round_names_who_is_missing_by_category(self, hall: Hall, console_page: PageOf) -> None:
        """The safe answer has the focus, the deed wakes up a moment later, Esc leaves the round open."""
        qin = running(hall, "appraisal")
        seats = [hall.join(kind) for kind in ("party_delegate", "party_delegate", "npc_deputy")]
        round_id = open_round(hall, qin, seconds=300)
        hall.cast(seats[0], round_id, qin, "good")
        page = console_page(hall)
        expect(page.locator(".then")).to_contain_text("还有 2 人在场未评")
        press_next(page, "结束测评")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("党代表 1，人大代表 1")
        expect(dialog.get_by_role("button", name="继续等")).to_be_focused()
        expect(dialog.get_by_role("button", name="结束测评")).to_be_disabled()
        expect(dialog.get_by_role("button", name="结束测评")).to_be_enabled()
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        assert hall.host.sections["rounds"]["rounds"][0]["state"] == "open"

    def test_a_round_that_ends_before_the_answer_says_so(self, hall: Hall, console_page: PageOf) -> None:
        """Another host was quicker: nothing is left to be decided."""
        qin = running(hall, "appraisal")
        hall.join("party_delegate")
        round_id = open_round(hall, qin)
        page = console_page(hall)
        press_next(page, "结束测评")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("还有 1 人在场未评")
        hall.host("round.close", round_id=round_id)
        expect(dialog).to_contain_text("这次测评已经结束")
        dialog.get_by_role("button", name="知道了").click()
        expect(dialog).to_have_count(0)

    def test_a_dialog_says_that_the_line_is_lost(self, hall: Hall, console_page: PageOf, cable: Cable) -> None:
        """Its deed is off until the line is back; then it can be done."""
        running(hall, "reporting")
        page = console_page(hall, through=cable)
        page.locator(".stages").get_by_role("button", name="点评").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("button", name="跳到点评")).to_be_enabled()
        cable.cut()
        expect(dialog.get_by_role("alert")).to_contain_text("与服务器断开了", timeout=20_000)
        expect(dialog.get_by_role("button", name="跳到点评")).to_be_disabled()
        cable.mend()
        expect(dialog.get_by_role("button", name="跳到点评")).to_be_enabled(timeout=20_000)
        dialog.get_by_role("button", name="跳到点评").click()
        at(page, "点评")

    def test_no_deed_lies_where_the_pressed_point_was(self, hall: Hall, console_page: PageOf) -> None:
        """A dialog that would open with its deed under the pointer opens beside it."""
        running(hall, "reporting")
        page = console_page(hall)
        deed = page.get_by_role("dialog").get_by_role("button", name="跳到点评")
        row = page.locator(".stages").get_by_role("button", name="点评")
        row.click()
        before = deed.bounding_box()
        assert before is not None
        page.keyboard.press("Escape")
        page.mouse.click(before["x"] + 10, before["y"] + 10)
        row.focus()
        page.keyboard.press("Enter")
        after = deed.bounding_box()
        assert after is not None
        assert abs(after["y"] - before["y"]) > before["height"] / 2


class TestKeys:
    def test_the_sheet_lists_them_and_letters_can_be_put_to_sleep(self, hall: Hall, console_page: PageOf) -> None:
        """Letters put to sleep stay so through a reload; Ctrl Enter goes on working."""
        running(hall, "reporting")
        page = console_page(hall)
        at(page, "述法")
        page.keyboard.press("8")
        assert hall.host.until(lambda s: s["screen"]["pinned"])
        page.keyboard.press("Shift+Slash")
        sheet = page.get_by_role("dialog")
        expect(sheet).to_contain_text("撤销刚才一步")
        sheet.get_by_role("switch", name="启用字母键").uncheck()
        page.keyboard.press("Escape")
        page.reload()
        at(page, "述法")
        page.keyboard.press("0")
        page.keyboard.press("Control+Enter")
        at(page, "质询")
        assert hall.host.until(lambda s: s["stage"]["stage"] == "inquiry")
        assert hall.host.sections["screen"]["pinned"]

    def test_in_a_field_they_are_silent(self, hall: Hall, console_page: PageOf) -> None:
        """Neither next, nor undo, nor a letter acts while something is typed; what is typed stays through a reload."""
        running(hall, "inquiry")
        page = console_page(hall)
        at(page, "质询")
        field = page.get_by_label("通知内容")
        field.click()
        for key in ("Control+Enter", "Control+z", "t", "1", "8"):
            page.keyboard.press(key)
        expect(field).to_have_value("t18")
        at(page, "质询")
        page.reload()
        expect(page.get_by_label("通知内容")).to_have_value("t18")
        assert hall.host.sections["stage"]["stage"] == "inquiry"
        assert hall.host.sections["stage"]["timer"]["state"] == "running"
        assert not hall.host.sections["screen"]["pinned"]


class TestRehearsal:
    def test_its_switch_stays_in_sight_and_no_delay_is_counted(self, hall: Hall, console_page: PageOf) -> None:
        """In the middle of a rehearsal the page is amber, says so, and can leave it."""
        hall.host("meeting.rehearse", on=True)
        running(hall, "inquiry")
        page = console_page(hall)
        expect(page.locator("body")).to_have_attribute("data-mode", "rehearsal")
        expect(page.locator(".mode")).to_have_text("演练，不是正式会议")
        expect(page.locator(".drift")).to_have_text("演练不计时差")
        page.locator(".rehearse").get_by_role("switch").click()
        expect(page.get_by_role("dialog")).to_contain_text("结束演练？")
        page.keyboard.press("Escape")
        expect(page.locator(".rehearse").get_by_role("switch")).to_be_checked()
