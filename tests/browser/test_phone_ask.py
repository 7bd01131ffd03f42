"""Questions on a phone: written, kept, decided, supported, answered, rated."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hall import Hall, Json
from tests.browser.handset import button, check_in, running

PhoneOf = Callable[[Hall, Json], Page]
TEXT = "去年抽检不合格的食品，处罚了多少家？"


def asking(hall: Hall, phone_page: PhoneOf) -> Page:
    """A delegate on the page of questions."""
    page = phone_page(hall, hall.slip("npc_deputy"))
    check_in(page)
    button(page, "写质询问题").click()
    return page


def ask(page: Page, text: str) -> None:
    """Write a question and send it."""
    page.get_by_label("您的问题").fill(text)
    button(page, "提交问题").click()


def asked(hall: Hall, text: str) -> str:
    """The id of the question with this text, once the host has it."""
    found: str = hall.host.until(lambda s: next(q["id"] for q in s["questions"] if q["text"] == text))
    return found


def test_a_question_survives_a_reload_until_it_is_sent(hall: Hall, phone_page: PhoneOf) -> None:
    """What is typed stays on the phone; after sending the question stands there and waits for review."""
    running(hall)
    page = asking(hall, phone_page)
    page.get_by_label("您的问题").fill(TEXT)

    page.reload()

    expect(page.get_by_label("您的问题")).to_have_value(TEXT)
    button(page, "提交问题").click()
    expect(page.get_by_text("主持人审核的结果显示在下面")).to_be_visible()
    expect(page.locator("li", has_text=TEXT)).to_contain_text("待审核")
    asked(hall, TEXT)
    button(page, "再写一个问题").click()
    expect(page.get_by_label("您的问题")).to_have_value("")


def test_a_rejected_question_shows_its_reason(hall: Hall, phone_page: PhoneOf) -> None:
    """The asker reads what became of the question, and why."""
    running(hall)
    page = asking(hall, phone_page)
    ask(page, TEXT)

    hall.host("question.review", question_id=asked(hall, TEXT), decision="reject", reason="涉及正在审理的个案")

    expect(page.locator("li", has_text=TEXT)).to_contain_text("未采纳")
    expect(page.locator("li", has_text=TEXT)).to_contain_text("原因：涉及正在审理的个案")


def test_a_question_is_withdrawn_after_asking_once_more(hall: Hall, phone_page: PhoneOf) -> None:
    """撤回 takes two taps."""
    running(hall)
    page = asking(hall, phone_page)
    ask(page, TEXT)
    question_id = asked(hall, TEXT)

    page.get_by_text("撤回", exact=True).click()
    page.get_by_text("确定撤回").click()

    expect(page.locator("li", has_text=TEXT)).to_contain_text("已撤回")
    hall.host.until(lambda s: next(q for q in s["questions"] if q["id"] == question_id)["state"] == "withdrawn")


def test_another_delegate_supports_and_everybody_sees_the_call(hall: Hall, phone_page: PhoneOf) -> None:
    """同问 counts; the called question with its clock becomes what happens now."""
    subject_id = running(hall, "inquiry")
    asker = hall.join("party_delegate")
    question_id = asker("question.submit", subject_id=subject_id, text=TEXT, client_id="one")["question_id"]
    hall.host("question.review", question_id=question_id, decision="approve")
    page = asking(hall, phone_page)

    button(page, "同问").click()
    expect(button(page, "已同问")).to_have_attribute("aria-pressed", "true")
    hall.host.until(lambda s: s["questions"][0]["supports"] == 1)
    hall.host("question.call", question_id=question_id)
    hall.host("timer.start", which="turn")
    page.get_by_label("返回").click()

    expect(page.get_by_role("heading", name=TEXT)).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("02:5")


def test_an_answer_is_rated_once_and_followed_up_by_its_asker(hall: Hall, phone_page: PhoneOf) -> None:
    """满意度 is secret and once; the asker may follow up an answered question while the inquiry lasts."""
    running(hall, "inquiry")
    page = asking(hall, phone_page)
    ask(page, TEXT)
    question_id = asked(hall, TEXT)
    hall.host("question.call", question_id=question_id)
    hall.host("question.answer", question_id=question_id, text="立案 214 起。")
    mine = page.locator("li", has_text=TEXT)
    expect(mine).to_contain_text("答复要点：立案 214 起。")

    mine.get_by_text("评满意度").click()
    page.get_by_role("radio", name="基本满意").check()
    button(page, "提交“基本满意”").click()
    expect(page.get_by_role("heading", name="评价已提交")).to_be_visible()
    button(page, "回到会议").click()
    button(page, "写质询问题").click()
    expect(mine).to_contain_text("您已评价答复")
    mine.get_by_text("追问", exact=True).click()
    expect(page.locator("form")).to_contain_text(f"追问：“{TEXT}”")
    ask(page, "其中移送公安的有几起？")

    follow = hall.host.until(lambda s: next(q for q in s["questions"] if q["text"].startswith("其中")))
    assert follow["follows"] == question_id


def test_what_was_not_sent_in_time_stays_in_sight(hall: Hall, phone_page: PhoneOf) -> None:
    """The inquiry ends under a half-written question: it stands there, and says later to whom it was."""
    subject_id = running(hall, "inquiry")
    page = asking(hall, phone_page)
    page.get_by_label("您的问题").fill(TEXT)

    hall.go(subject_id, "commentary")
    expect(page.get_by_role("heading", name="没有提交的问题")).to_be_visible()
    expect(page.locator("main")).to_contain_text(TEXT)
    hall.go(hall.subject("gu"), "reporting")

    expect(page.locator("form")).to_contain_text("这段话是向秦若兰提问时写的")
    expect(page.get_by_label("您的问题")).to_have_value(TEXT)
    button(page, "不要了").click()
    expect(page.get_by_label("您的问题")).to_have_value("")
    expect(page.locator("form")).not_to_contain_text("秦若兰")
