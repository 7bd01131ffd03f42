"""The sheet itself: nothing takes it away, a late comer stands before it, keys and ears are enough for it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf
from tests.browser.hall import MEETING, Hall, Json
from tests.browser.handset import button, cast_count, check_in, chosen, fill, grade, open_round, open_sheet, running
from tests.browser.line import Line, Lines
from tests.browser.server import Server

PhoneOf = Callable[[Hall, Json], Page]


def test_a_hundred_ballots_and_all_that_a_host_does_leave_a_half_filled_sheet(
    server: Server, lines: Lines, phone_page: PhoneOf
) -> None:
    """The grades, the remark, the place on the page and the focus stay while 100 cast and the round changes thrice."""
    meeting = copy.deepcopy(MEETING)
    meeting["categories"][0]["seats"] = 100
    hall = Hall(server, lines, meeting)
    subject_id = running(hall, "appraisal")
    with ThreadPoolExecutor(8) as hands:
        others = list(hands.map(hall.join, ["party_delegate"] * 100))
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, subject_id, seconds=300)
    form = hall.form(round_id, subject_id)
    open_sheet(page)
    fill(page, {"items": form["items"][:3]}, "一般")
    page.get_by_text("写一句意见").click()
    page.get_by_label("意见").fill("执法记录要")
    before, place = chosen(page), page.evaluate("scrollY")
    assert place > 0

    def cast(seats: list[Line]) -> None:
        with ThreadPoolExecutor(8) as hands:
            list(hands.map(lambda seat: hall.cast(seat, round_id, subject_id, "good"), seats))

    cast(others[:30])
    hall.host("meeting.pause")
    expect(page.get_by_text("会议暂停，计时停止")).to_be_visible()
    hall.host("meeting.resume")
    expect(page.get_by_text("会议暂停，计时停止")).to_have_count(0)
    cast(others[30:60])
    hall.host("round.extend", round_id=round_id, seconds=60)
    hall.host("notice.post", text="请抓紧评分")
    expect(page.get_by_text("请抓紧评分")).to_be_visible()
    cast(others[60:])
    hall.host.until(lambda s: cast_count(hall, round_id) == 100)

    page.keyboard.type("全程留痕")
    assert chosen(page) == before
    expect(page.get_by_label("意见")).to_have_value("执法记录要全程留痕")
    assert page.evaluate("scrollY") == place
    page.reload()
    expect(page.get_by_label("意见")).to_have_value("执法记录要全程留痕")
    assert chosen(page) == before


def test_three_changes_of_the_stage_leave_what_is_being_written(hall: Hall, phone_page: PhoneOf) -> None:
    """A leader, an observer and a delegate go on typing where they are while the meeting moves on under them."""
    subject_id = running(hall, "reporting")
    leader, observer, delegate = (phone_page(hall, hall.slip(kind)) for kind in ("leader", "observer", "npc_deputy"))
    fields = []
    for page, way, label in (
        (leader, "点评 秦若兰", "问题短板"),
        (observer, "写列席记录", "记录"),
        (delegate, "写质询问题", "您的问题"),
    ):
        check_in(page)
        button(page, way).click()
        field = page.get_by_label(label, exact=label == "记录")
        field.fill("写到一半，")
        fields.append((page, field))

    for stage in ("inquiry", "reporting", "inquiry"):
        hall.go(subject_id, stage)
    hall.host("notice.post", text="请看大屏")

    for page, field in fields:
        expect(page.get_by_text("请看大屏")).to_be_visible()
        expect(field).to_be_focused()
        page.keyboard.type("接着写。")
        expect(field).to_have_value("写到一半，接着写。")


def test_who_comes_in_mid_round_stands_before_the_sheet(hall: Hall, phone_page: PhoneOf, open_page: PageOf) -> None:
    """After 签到, after a release on another phone, and after a reload: the form is there with nothing to tap first."""
    subject_id = running(hall, "appraisal")
    round_id = open_round(hall, subject_id, seconds=300)
    slip = hall.slip("npc_deputy")
    page = phone_page(hall, slip)
    check_in(page)
    form = hall.form(round_id, subject_id)
    expect(page.locator(".item")).to_have_count(len(form["items"]))

    page.get_by_label("返回").click()
    expect(button(page, "开始评分")).to_be_visible()
    page.reload()
    expect(page.locator(".item")).to_have_count(len(form["items"]))
    seat_id = hall.host("seat.find", code_tail=slip["code"][-4:])["seats"][0]["seat_id"]
    hall.host("seat.release", seat_id=seat_id)
    expect(page.get_by_role("heading", name="这张票证已解除绑定")).to_be_visible()
    other = phone_page(hall, slip)
    fill(other, form, "良好")
    button(other, "核对并提交").click()
    button(other, "确认提交").click()

    expect(other.get_by_role("heading", name="评分已提交")).to_be_visible()
    hall.host.until(lambda s: cast_count(hall, round_id) == 1)


def test_a_sheet_that_nobody_touched_ends_with_the_round(hall: Hall, phone_page: PhoneOf) -> None:
    """Who came late and has not begun has no minute of grace: the phone says so in place of the sheet."""
    subject_id = running(hall, "appraisal")
    open_round(hall, subject_id, seconds=5)
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)

    expect(page.get_by_text("测评时间已到，没有开始评分的不能再评")).to_be_visible(timeout=12_000)
    expect(page.locator(".item")).to_have_count(0)


def test_the_whole_sheet_goes_by_keys_alone(hall: Hall, phone_page: PhoneOf) -> None:
    """Tab walks from row to row, arrows and Space choose, Enter presses; what has the focus is always in sight."""
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    page.set_viewport_size({"width": 360, "height": 640})
    check_in(page)
    round_id = open_round(hall, subject_id)
    form = hall.form(round_id, subject_id)
    _tab_to(page, "button", "开始评分")
    page.keyboard.press("Enter")
    for item in form["items"]:
        _tab_to(page, "input", f"i-{item['key']}")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        assert _in_sight(page)
    assert set(chosen(page).values()) == {"good"}
    _tab_to(page, "button", "核对并提交")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    _tab_to(page, "button", "确认提交")
    page.keyboard.press("Space")

    expect(page.get_by_role("heading", name="评分已提交")).to_be_focused()
    hall.host.until(lambda s: cast_count(hall, round_id) == 1)


def _tab_to(page: Page, tag: str, name: str) -> None:
    """Press Tab until the focus is on an element with this tag and this text or name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(
            "([tag, name]) => { const on = document.activeElement;"
            " return on.matches(tag) && (on.name === name || on.textContent.trim() === name) }",
            [tag, name],
        ):
            return
    raise AssertionError(f"Tab never comes to {name}")


def _in_sight(page: Page) -> bool:
    """Whether what has the focus lies between the top and the bar."""
    seen: bool = page.evaluate(
        "() => { const at = document.activeElement.closest('label').getBoundingClientRect();"
        " return at.top >= document.querySelector('.top').getBoundingClientRect().bottom - 1"
        " && at.bottom <= document.querySelector('.bar').getBoundingClientRect().top + 1 }"
    )
    return seen


def test_a_listener_hears_the_rows_and_what_has_changed(hall: Hall, phone_page: PhoneOf) -> None:
    """Each row is a group with its name, a missing one says so, and a change of the stage is told and has the focus."""
    subject_id = running(hall, "appraisal")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    round_id = open_round(hall, subject_id)
    expect(page.locator("#status")).to_have_text("现在：测评已开始")
    expect(page.get_by_role("heading", name="秦若兰", level=1)).to_be_focused()
    form = hall.form(round_id, subject_id)
    open_sheet(page)
    first = next(item for item in form["items"] if not item["overall"])
    row = page.get_by_role("group", name=f"1、{first['name']}", exact=True)
    expect(row.get_by_role("radio")).to_have_count(5)

    button(page, f"去评剩下的 {len(form['items'])} 项").click()

    expect(row).to_have_accessible_description("这一项还没有评")


def test_twelve_people_are_walked_through_and_what_is_full_may_go_first(
    server: Server, lines: Lines, phone_page: PhoneOf
) -> None:
    """One before, one after, the place among twelve; near the end the full sheets are sent, the rest stays."""
    meeting = copy.deepcopy(MEETING)
    meeting["subjects"] = [
        {"key": f"s{n}", "name": f"高远{n}", "unit": f"云川县第{n}局", "post": "局长", "kind": "government_department"}
        for n in range(1, 13)
    ]
    meeting["agenda"] = [{"kind": "appraisal", "subjects": [s["key"] for s in meeting["subjects"]]}]
    hall = Hall(server, lines, meeting)
    hall.host("meeting.open")
    hall.host("meeting.start")
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    twelve = [hall.subject(f"s{n}") for n in range(1, 13)]
    round_id = open_round(hall, *twelve, seconds=300)
    expect(page.get_by_role("heading", name="请评 12 位同志")).to_be_visible()
    open_sheet(page)
    nav = page.get_by_role("navigation", name="测评对象")
    expect(nav).to_contain_text("第 1 位共 12 位")
    fill(page, hall.form(round_id, twelve[0]), "良好")
    button(page, "下一位：高远2").click()
    nav.get_by_text("下一位").click()
    expect(nav).to_contain_text("第 3 位共 12 位")
    grade(page, hall.form(round_id, twelve[2])["items"][0], "一般")
    page.go_back()
    rows = page.locator(".cell")
    expect(rows.nth(0)).to_contain_text("已填好")
    expect(rows.nth(1)).to_contain_text("未评")
    expect(rows.nth(2)).to_contain_text("还差")

    page.clock.install()
    page.clock.fast_forward(275_000)
    button(page, "核对并提交已填好的 1 份").click()
    button(page, "提交 1 份").click()

    expect(page.get_by_role("heading", name="评分已提交")).to_be_visible()
    hall.host.until(lambda s: cast_count(hall, round_id) == 1)
    button(page, "继续评其他同志").click()
    expect(page.get_by_role("heading", name="请评 11 位同志")).to_be_visible()
