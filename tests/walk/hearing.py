"""The first half of the walk: before the door opens, in at the door, one subject reports, is asked and commented on."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.browser.handset import button, check_in
from tests.walk import words
from tests.walk.theatre import DELEGATES, Stop, Theatre


class Hearing:
    """The acts in their order. Pages that are needed again stand as attributes."""

    console: Page
    screen: Page
    viewer: Page
    delegate: Page
    late: Page
    leader: Page
    observer: Page
    reporter: Page

    def __init__(self, theatre: Theatre, seats: int) -> None:
        self.at, self._each = theatre, seats // len(DELEGATES)
        self.questions: list[str] = []

    def office(self) -> Iterator[Stop]:
        """Log in, with and without meetings; what is not there."""
        at, desk = self.at, self.at.window("console")
        page = at.open("console", "/", desk)
        yield Stop("login", "office", page)
        at.log_in(page, "not the password")
        expect(page.get_by_role("alert")).to_be_visible()
        yield Stop("login-wrong", "office", page)
        at.log_in(page)
        expect(page.get_by_text("还没有会议")).to_be_visible()
        yield Stop("home-empty", "office", page)
        at.import_meeting()
        page.reload()
        yield Stop("home", "office", page)
        self.console = page
        yield Stop("error-not-found", "phone", at.open("phone", "/console/NONE00/x"))

    def before(self) -> Iterator[Stop]:
        """The meeting stands as it was imported; somebody is early, others come with a wrong slip."""
        at = self.at
        self.console.goto(f"{at.cable.url}/login")
        if self.console.get_by_label("密码").count():
            at.log_in(self.console)
        self.console.goto(f"{at.cable.url}/console/{at.hall.code}")
        expect(self.console.locator(".next")).to_contain_text("开始签到")
        yield Stop("console-a-before", "console", self.console)
        at.host("meeting.rehearse", on=True)
        expect(self.console.locator("body")).to_have_attribute("data-mode", "rehearsal")
        yield Stop("console-a2-rehearsal", "console", self.console)
        at.host("meeting.rehearse", on=False)
        self.screen = at.open("screen", at.hall.info["screen_url"].removeprefix(at.server.url))
        expect(self.screen.locator('[data-scene="welcome"]')).to_be_visible()
        yield Stop("screen-welcome-before", "screen", self.screen)
        self.viewer = at.open("viewer", f"/live/{at.hall.code}")
        yield Stop("live-before", "viewer", self.viewer)
        self.delegate = at.phone("npc_deputy")
        expect(self.delegate.get_by_role("heading", name="会议还没有开始")).to_be_visible()
        yield Stop("phone-early", "phone", self.delegate)
        yield from self._wrong_slips()

    def read_band(self) -> None:
        """Put away what the console says of the host elsewhere: in this walk that host does most of the work."""
        expect(self.console.locator(".band")).to_be_visible()
        self.console.locator(".band").get_by_role("button", name="知道了").click()

    def _wrong_slips(self) -> Iterator[Stop]:
        page = self.at.open("phone", "/j")
        yield Stop("phone-code", "phone", page)
        page.get_by_label("8 位编码").fill("7777 7777")
        button(page, "下一步").click()
        expect(page.get_by_role("alert")).to_contain_text("数字 0")
        yield Stop("phone-code-error", "phone", page)
        page.goto(f"{self.at.server.url}/j/nothing.at-all")
        expect(page.get_by_role("heading", name="这张票证不能使用")).to_be_visible()
        yield Stop("phone-error-slip", "phone", page)
        page.goto(self.delegate.url)
        expect(page.get_by_role("heading", name="另一部手机上使用")).to_be_visible()
        yield Stop("phone-error-device", "phone", page)

    def door(self) -> Iterator[Stop]:
        """签到: the hall fills."""
        at = self.at
        at.host("meeting.open")
        yield Stop("phone-join", "phone", self.delegate)
        check_in(self.delegate)
        yield Stop("phone-wait", "phone", self.delegate)
        at.people = [at.seat(category) for _ in range(self._each) for category in DELEGATES]
        self.late = at.phone("party_delegate", cable=True)
        self.leader, self.observer = at.phone("leader"), at.phone("observer")
        self.reporter = at.phone("", subject="han")
        for page in (self.late, self.leader, self.observer, self.reporter):
            check_in(page)
        expect(self.screen.get_by_text(f"实到 {len(at.people) + 5} 人")).to_be_visible()
        yield Stop("screen-welcome", "screen", self.screen)
        expect(self.console.locator(".next")).to_contain_text("开会")
        yield Stop("console-a3-door", "console", self.console)
        at.host("meeting.start")
        expect(self.screen.locator('[data-scene="item"]')).to_be_visible()
        yield Stop("screen-item", "screen", self.screen)
        at.go_to("rectification")
        expect(self.screen.locator('[data-scene="rectification"]')).to_be_visible()
        yield Stop("screen-rectification", "screen", self.screen)

    def report(self) -> Iterator[Stop]:
        """述法: everybody listens, some write."""
        at = self.at
        at.hall.go(at.subject("han"), "reporting")
        expect(self.screen.locator('[data-scene="reporting"]')).to_be_visible()
        yield Stop("screen-reporting", "screen", self.screen)
        expect(self.console.locator(".now h2")).to_have_text("韩秉文")
        yield Stop("console-b-report", "console", self.console)
        expect(self.delegate.get_by_role("heading", name="韩秉文")).to_be_visible()
        yield Stop("phone-follow", "phone", self.delegate)
        yield Stop("phone-leader", "phone", self.leader)
        expect(self.reporter.get_by_role("timer")).to_be_visible()
        yield Stop("phone-reporter", "phone", self.reporter)
        yield Stop("live", "viewer", self.viewer)
        self.delegate.get_by_text("会议程序").first.click()
        yield Stop("phone-agenda", "phone", self.delegate)
        self.delegate.go_back()
        yield from self._write()
        at.host("timer.start", seconds=1)
        expect(self.reporter.get_by_text("已超时")).to_be_visible()
        yield Stop("phone-reporter-over", "phone", self.reporter)
        yield Stop("screen-reporting-over", "screen", self.screen)

    def _write(self) -> Iterator[Stop]:
        button(self.delegate, "写质询问题").click()
        self.delegate.get_by_label("您的问题").fill(words.QUESTIONS[5])
        yield Stop("phone-ask", "phone", self.delegate)
        button(self.delegate, "提交问题").click()
        expect(self.delegate.get_by_text("待审核")).to_be_visible()
        yield Stop("phone-ask-sent", "phone", self.delegate)
        self.delegate.go_back()
        button(self.observer, "写列席记录").click()
        self.observer.get_by_label("记录", exact=True).fill(words.NOTE)
        yield Stop("phone-notes", "phone", self.observer)
        button(self.observer, "保存记录").click()
        expect(self.observer.get_by_text("已保存（1）")).to_be_visible()
        self.observer.go_back()

    def inquiry(self) -> Iterator[Stop]:
        """质询: questions come, are sorted, one is called and answered."""
        at = self.at
        at.hall.go(at.subject("han"), "inquiry")
        for seat, text in zip(at.people, (*words.QUESTIONS[:5], words.QUESTIONS[6], words.REJECTED), strict=False):
            self.questions.append(at.ask(seat, "han", text))
        for question in (self.questions[0], self.questions[2], self.questions[4]):
            at.host("question.review", question_id=question, decision="approve")
        for number, seat in enumerate(at.people[3:]):
            seat("question.support", question_id=self.questions[(0, 0, 2)[number % 3]], on=True)
        expect(self.console.get_by_label("可叫出问题").locator(".q")).to_have_count(3)
        self.read_band()
        yield Stop("console-c-inquiry", "console", self.console)
        row = self.console.get_by_label("待审问题").locator(".q", has_text="漏水")
        row.locator(".text").click()
        row.get_by_role("button", name="不采用").click()
        yield Stop("console-c2-inquiry-reject", "console", self.console)
        self.console.keyboard.press("Escape")
        self.delegate.get_by_text("提问").first.click()
        expect(button(self.delegate, "同问").first).to_be_visible()
        yield Stop("phone-questions", "phone", self.delegate)
        self.delegate.go_back()
        self.observer.get_by_text("全部提问").click()
        yield Stop("phone-observer-questions", "phone", self.observer)
        self.observer.go_back()
        yield from self._answer()

    def _answer(self) -> Iterator[Stop]:
        at, question = self.at, self.questions[0]
        self.viewer.get_by_role("link", name="提问").click()
        expect(self.viewer.get_by_text("人同问").first).to_be_visible()
        yield Stop("live-ask", "viewer", self.viewer)
        at.host("question.call", question_id=question)
        expect(self.screen.get_by_role("article")).to_contain_text(words.QUESTIONS[0][:12])
        yield Stop("screen-inquiry", "screen", self.screen)
        at.host("timer.start", which="turn")
        yield Stop("phone-reporter-question", "phone", self.reporter)
        expect(self.delegate.get_by_role("heading", name=words.QUESTIONS[0])).to_be_visible()
        yield Stop("phone-question", "phone", self.delegate)
        for number, seat in enumerate(at.people[:-2]):
            grade = ("satisfied", "mostly_satisfied", "satisfied", "dissatisfied", "satisfied")[number % 5]
            seat("answer.rate", question_id=question, grade=grade, ballot_id=secrets.token_hex(16))
        expect(self.screen.locator('[data-scene="answering"]')).to_contain_text("人已评")
        yield Stop("screen-answering", "screen", self.screen)
        self.console.get_by_label("答复要点").fill(words.ANSWER)
        yield Stop("console-c4-answering", "console", self.console)
        self.console.get_by_role("button", name="答复完毕").click()
        expect(self.console.locator(".called")).to_have_count(0)
        self.delegate.get_by_text("评价", exact=False).last.click()
        expect(self.delegate.get_by_role("heading", name="您对答复满意吗？")).to_be_visible()
        yield Stop("phone-answer", "phone", self.delegate)
        self.delegate.go_back()

    def commentary(self) -> Iterator[Stop]:
        """点评: written on phones, shown by the host."""
        at, han = self.at, self.at.subject("han")
        at.hall.go(han, "commentary")
        button(self.leader, "点评 韩秉文").click()
        for name, key in (("成绩", "strengths"), ("问题短板", "problems")):
            self.leader.get_by_label(name).fill(words.COMMENT[key])
        yield Stop("phone-comment", "phone", self.leader)
        self.leader.get_by_label("建议").fill(words.COMMENT["advice"])
        button(self.leader, "提交点评").click()
        expect(self.leader.get_by_text("点评已提交")).to_be_visible()
        yield Stop("phone-comment-sent", "phone", self.leader)
        at.seat("expert")("comment.submit", subject_id=han, client_id="second", **words.SECOND_COMMENT)
        expect(self.console.locator(".comments")).to_contain_text(words.SECOND_COMMENT["problems"])
        yield Stop("console-c3-comment", "console", self.console)
        first = at.hall.host.until(lambda s: s["comments"][0]["id"])
        at.host("comment.show", comment_id=first, on=True)
        expect(self.screen.get_by_text(words.COMMENT["problems"])).to_be_visible()
        yield Stop("screen-commentary", "screen", self.screen)
        expect(self.reporter.get_by_text(words.COMMENT["problems"])).to_be_visible()
        yield Stop("phone-reporter-comments", "phone", self.reporter)
