"""A whole meeting by its pages: the host's console, three phones, an expert, an observer, the screen, a viewer.

Seven more delegates vote over plain sockets, so that groups are large enough to be shown. The ballots of the first
subject, with 党代表 weighing 60 and 人大代表 40, the items 15, 20, 20, 15, 20 and 10, worked out by hand:

- 党代表: one 优秀 throughout, one 良好 but 较差 in the first item, three 良好. First item (100 + 40 + 3 x 80) / 5 = 76,
  the others (100 + 4 x 80) / 5 = 84. Together 0.15 x 76 + 0.85 x 84 = 82.80.
- 人大代表: one 一般 but 不了解 in the last item, two 优秀, two 一般. Last item (2 x 60 + 2 x 100) / 4 = 80, the others
  (3 x 60 + 2 x 100) / 5 = 76. Together 0.9 x 76 + 0.1 x 80 = 76.40.
- Score 0.6 x 82.80 + 0.4 x 76.40 = 80.24. Items: first 76.00, middle ones 0.6 x 84 + 0.4 x 76 = 80.80, last 82.40.
- 总体评价: 优秀 3, 良好 4, 一般 3. 优秀率 30.00, 优良率 70.00.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import answer, press_next
from tests.browser.hall import Hall
from tests.browser.handset import button, check_in, fill, grade
from tests.browser.line import Line

PageOf = Callable[..., Page]

QUESTION = "办理时限到底有没有？超时谁负责？"
SCORE = "80.24"
ITEM_SCORES = ["76.00", "80.80", "80.80", "80.80", "80.80", "82.40"]
OVERALL = {"excellent": 3, "good": 4, "fair": 3, "poor": 0, "unknown": 0}


@dataclass
class Pages:
    """Everybody who takes part by a page."""

    console: Page
    screen: Page
    phones: list[Page]  # two 党代表, one 人大代表
    expert: Page
    observer: Page
    viewer: Page
    crowd: list[Line]  # three 党代表, four 人大代表


@pytest.fixture
def pages(hall: Hall, console_page: PageOf, screen_page: PageOf, phone_page: PageOf, viewer_page: PageOf) -> Pages:
    """Open every page, begin 签到 at the console, and let everybody check in."""
    console, screen, viewer = console_page(hall), screen_page(hall), viewer_page(hall)
    press_next(console, "开始签到")
    hall.host.until(lambda s: s["meeting"]["state"] == "open")
    slips = [hall.slip(key) for key in ("party_delegate", "party_delegate", "npc_deputy", "expert", "observer")]
    *phones, expert, observer = [phone_page(hall, slip) for slip in slips]
    for page in (*phones, expert, observer):
        check_in(page)
    crowd = [hall.join(key) for key, count in (("party_delegate", 3), ("npc_deputy", 4)) for _ in range(count)]
    return Pages(console, screen, phones, expert, observer, viewer, crowd)


def hear_and_ask(hall: Hall, pages: Pages) -> None:
    """The first subject reports; a phone asks, the observer sees it, the host lets it through to the screen."""
    press_next(pages.console, "开会")
    answer(pages.console, "现在开会", "开会")
    press_next(pages.console, "进入述法 — 秦若兰")
    expect(pages.screen.locator('[data-scene="reporting"]')).to_contain_text("秦若兰")
    phone = pages.phones[0]
    button(phone, "写质询问题").click()
    phone.get_by_label("您的问题").fill(QUESTION)
    button(phone, "提交问题").click()
    pages.observer.get_by_text("全部提问").click()
    expect(pages.observer.locator("li", has_text=QUESTION)).to_contain_text("待审核")

    press_next(pages.console, "进入质询 — 秦若兰")
    row = pages.console.locator(".q", has_text="办理时限")
    row.get_by_role("button", name="通过 A").click()
    queue = pages.console.get_by_label("可叫出问题")
    queue.locator(".q", has_text="办理时限").get_by_role("button", name="叫出").click()
    expect(pages.screen.get_by_role("article")).to_contain_text(QUESTION)
    expect(pages.screen.get_by_role("article")).to_contain_text("党代表提问")
    expect(pages.viewer.get_by_role("main")).to_contain_text(QUESTION)
    pages.console.get_by_label("答复要点").fill("十个工作日内办结。")
    pages.console.get_by_role("button", name="答复完毕").click()
    expect(pages.observer.locator("li", has_text=QUESTION)).to_contain_text("十个工作日内办结。")


def comment(pages: Pages) -> None:
    """The expert comments by phone, the host puts it on the screen."""
    press_next(pages.console, "进入点评 — 秦若兰")
    button(pages.expert, "点评 秦若兰").click()
    pages.expert.get_by_label("问题").fill("时限不清，责任不明。")
    button(pages.expert, "提交点评").click()
    row = pages.console.locator(".comments li", has_text="时限不清")
    row.get_by_role("button", name="上屏", exact=True).click()
    expect(pages.screen.get_by_role("article")).to_contain_text("时限不清，责任不明。")


def send_sheet(page: Page) -> None:
    """Look over the sheet and send it."""
    button(page, "核对并提交").click()
    button(page, "确认提交").click()
    expect(page.get_by_role("heading", name="评分已提交")).to_be_visible()


def score(hall: Hall, pages: Pages) -> str:
    """The host opens the round; phones fill in their sheets, the others cast; return the round's id."""
    press_next(pages.console, "进入测评 — 秦若兰")
    qin = hall.subject("qin")
    round_id = str(hall.host.until(lambda s: s["rounds"]["rounds"][0]["id"]))
    form = hall.form(round_id, qin)
    scored = [item for item in form["items"] if not item["overall"]]
    for page, name in zip(pages.phones, ("优秀", "良好", "一般"), strict=True):
        button(page, "开始评分").click()
        fill(page, form, name)
    grade(pages.phones[1], scored[0], "较差")
    grade(pages.phones[2], scored[-1], "不了解")
    for page in pages.phones:
        send_sheet(page)
    for seat, given in zip(
        pages.crowd, ("good", "good", "good", "excellent", "excellent", "fair", "fair"), strict=True
    ):
        hall.cast(seat, round_id, qin, given)
    expect(pages.screen.locator(".count")).to_contain_text("10/ 10 人已提交")
    expect(pages.console.locator(".turnout .fig")).to_have_text("10 / 10")
    return round_id


def close_and_publish(pages: Pages) -> None:
    """The host closes: sealed everywhere. Then it is published to the hall."""
    press_next(pages.console, "结束测评 — 秦若兰")
    expect(pages.console.get_by_role("heading", name="测评票已封存")).to_be_visible()
    expect(pages.screen.get_by_text("测评已结束，分数在公布前对任何人保密")).to_be_visible()
    for page in (pages.console, pages.screen, pages.observer, pages.viewer, *pages.phones):
        assert SCORE not in page.content()
    press_next(pages.console, "进入述法 — 顾长宁")
    # a new stage brings its own pane: look elsewhere only once it is there
    expect(pages.console.locator(".next")).to_contain_text("进入质询 — 顾长宁")
    pages.console.get_by_role("button", name="结果", exact=True).first.click()
    pages.console.locator(".ledger li", has_text="秦若兰").get_by_role("button", name="公布").click()
    answer(pages.console, "公布秦若兰的测评结果？", "公布给会场")


def finish(hall: Hall, pages: Pages) -> None:
    """The second subject is heard and scored by the others, and the meeting ends."""
    press_next(pages.console, "进入质询 — 顾长宁")
    press_next(pages.console, "进入点评 — 顾长宁")
    press_next(pages.console, "进入测评 — 顾长宁")
    second = str(hall.host.until(lambda s: s["rounds"]["rounds"][1]["id"]))
    for seat in pages.crowd:
        hall.cast(seat, second, hall.subject("gu"), "excellent")
    press_next(pages.console, "结束测评 — 顾长宁")
    answer(pages.console, "还有 3 人在场未评，现在结束？", "结束测评")
    press_next(pages.console, "进入总结")
    press_next(pages.console, "结束会议")
    answer(pages.console, "结束「云川县2026年度专题述法会」？", "结束会议")


def test_a_whole_meeting_comes_to_the_results_worked_out_by_hand(hall: Hall, pages: Pages) -> None:
    """From the door to the published score by pages alone; every page and the command line say the same."""
    expect(pages.screen.get_by_text("实到 12 人")).to_be_visible()
    hear_and_ask(hall, pages)
    comment(pages)
    round_id = score(hall, pages)
    close_and_publish(pages)

    expect(pages.screen.locator(".score .figure")).to_have_text(SCORE)
    expect(pages.screen.locator(".items .v")).to_have_text(ITEM_SCORES)
    expect(pages.screen.locator(".cats .v")).to_have_text(["82.80", "76.40"])
    expect(pages.screen.locator(".grades")).to_contain_text("优秀率 30.00 %优良率 70.00 %")
    expect(pages.screen.locator(".radar .polarlayer .trace")).to_have_count(1)
    phone = pages.phones[2]
    button(phone, "回到会议").click()
    phone.get_by_text("已公布的结果").click()
    expect(phone.locator(".score")).to_contain_text(SCORE)
    assert SCORE not in pages.viewer.content()

    finish(hall, pages)
    expect(pages.screen.locator('[data-scene="closing"]')).to_be_visible()
    expect(pages.viewer.get_by_role("region", name="正在进行")).to_contain_text("会议已结束")
    told = result_of(hall, round_id)
    assert (told["score"], told["cast"], told["present"], told["overall"]) == (SCORE, 10, 10, OVERALL)
    assert [item["score"] for item in told["items"]] == ITEM_SCORES
    assert told["rates"] == {"base": 10, "excellent": "30.00", "good_or_better": "70.00"}


def result_of(hall: Hall, round_id: str) -> dict[str, Any]:
    """What `meeting results --json` says of a round."""
    return next(r for r in hall.server.results(hall.code) if r["round_id"] == round_id)
