"""The second half of the walk: scored, sealed, published; several at once; the end."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.browser.handset import button, check_in, fill, grade
from tests.walk import words
from tests.walk.hearing import Hearing
from tests.walk.theatre import TOGETHER, Stop


class Walk(Hearing):
    """The whole meeting; ``go`` stops wherever a page is worth looking at."""

    round_id = ""
    online = ""

    def go(self, *acts: str) -> Iterator[Stop]:
        """Play the acts in their order, all of them or as far as the last one named."""
        everything = (
            self.office, self.before, self.door, self.report, self.inquiry, self.commentary, self.appraisal,
            self.lost, self.sealed, self.published, self.together, self.end,
        )  # fmt: skip
        for act in everything:
            yield from act()
            if acts and act.__name__ == acts[-1]:
                return

    def appraisal(self) -> Iterator[Stop]:
        """测评: the round is open, phones are filled in, the turnout rises."""
        at = self.at
        at.hall.go(at.subject("han"), "appraisal")
        expect(self.console.locator(".next")).to_contain_text("开始测评")
        yield Stop("console-d0-ready", "console", self.console)
        self.round_id = at.open_round("han")
        self.online = at.open_round("han", audience="viewers")
        expect(button(self.delegate, "开始评分")).to_be_visible()
        yield Stop("phone-round", "phone", self.delegate)
        yield from self._sheet(self.delegate)
        for number, seat in enumerate(at.people[:-3]):
            at.cast(seat, self.round_id, "han", number)
        expect(self.screen.locator(".count")).to_contain_text(f"{len(at.people) - 2}/")
        yield Stop("screen-appraisal", "screen", self.screen)
        expect(self.console.locator(".turnout .fig").first).to_contain_text(str(len(at.people) - 2))
        yield Stop("console-d-appraisal", "console", self.console)
        self.console.locator(".next").click()
        expect(self.console.get_by_role("dialog")).to_contain_text("在场未评")
        yield Stop("console-f2-confirm-close", "console", self.console)
        self.console.keyboard.press("Escape")
        self.viewer.get_by_role("link", name="我述你评").click()
        first = at.hall.form(self.online, at.subject("han"))["items"][0]
        self.viewer.locator(f"#i-{first['key']}").get_by_role("radio", name="良好").check()
        yield Stop("live-rate", "viewer", self.viewer)

    def _sheet(self, page: Page) -> Iterator[Stop]:
        form = self.at.hall.form(self.round_id, self.at.subject("han"))
        items = form["items"]
        button(page, "开始评分").click()
        yield Stop("phone-sheet", "phone", page)
        for item, name in zip(items, ("优秀", "良好", "良好", "优秀"), strict=False):
            grade(page, item, name)
        yield Stop("phone-score", "phone", page)
        page.locator(f"#i-{items[1]['key']} summary").click()
        yield Stop("phone-score-open", "phone", page)
        page.locator(f"#i-{items[1]['key']} summary").click()
        button(page, "去评剩下的").click()
        expect(page.get_by_text("这一项还没有评").first).to_be_visible()
        yield Stop("phone-score-missing", "phone", page)
        for item, name in zip(items[4:], ("良好", "不了解", "良好"), strict=False):
            grade(page, item, name)
        yield Stop("phone-score-done", "phone", page)
        page.get_by_text("弃权，不评这位同志").click()
        yield Stop("phone-abstain", "phone", page)
        page.go_back()
        button(page, "核对并提交").click()
        yield Stop("phone-confirm", "phone", page)
        button(page, "确认提交").click()
        expect(page.get_by_role("heading", name="评分已提交")).to_be_visible()
        yield Stop("phone-receipt", "phone", page)

    def lost(self) -> Iterator[Stop]:
        """The network goes while one scores, and comes back."""
        at, page = self.at, self.late
        form = at.hall.form(self.round_id, at.subject("han"))
        button(page, "开始评分").click()
        fill(page, form, "良好")
        at.cable.cut()
        expect(page.get_by_text("网络已断开")).to_be_visible(timeout=30_000)
        yield Stop("phone-offline", "phone", page)
        expect(self.console.locator("body")).to_have_attribute("data-link", "lost", timeout=30_000)
        yield Stop("console-f5-lost", "console", self.console)
        button(page, "核对并提交").click()
        button(page, "确认提交").click()
        expect(page.get_by_role("heading", name="正在提交")).to_be_visible()
        yield Stop("phone-sending", "phone", page)
        at.cable.mend()
        expect(page.get_by_role("heading", name="评分已提交")).to_be_visible(timeout=30_000)
        expect(self.console.locator("body")).to_have_attribute("data-link", "ok", timeout=30_000)

    def sealed(self) -> Iterator[Stop]:
        """The round is closed: counts only, and the ways on."""
        at, console = self.at, self.console
        slow = at.phone("cppcc_member")
        check_in(slow)  # who comes late stands at the sheet at once
        grade(slow, at.hall.form(self.round_id, at.subject("han"))["items"][0], "良好")
        for round_id in (self.round_id, self.online):
            at.host("round.close", round_id=round_id)
        expect(slow.get_by_role("heading", name="测评已经结束")).to_be_visible()
        yield Stop("phone-error-closed", "phone", slow)
        expect(console.get_by_role("heading", name="测评票已封存")).to_be_visible()
        yield Stop("console-e-closed", "console", console)
        expect(self.screen.locator(".status")).to_contain_text("测评已结束")
        yield Stop("screen-appraisal-closed", "screen", self.screen)
        for deed, name in (("作废这次测评", "console-f3-void"), ("现在公布", "console-f1-confirm-reveal")):
            console.get_by_role("button", name=deed).click()
            expect(console.get_by_role("dialog")).to_be_visible()
            yield Stop(name, "console", console)
            console.keyboard.press("Escape")
            expect(console.get_by_role("dialog")).to_have_count(0)

    def published(self) -> Iterator[Stop]:
        """The result, first for the staff and then for all."""
        at = self.at
        at.host("round.reveal", round_id=self.round_id, to="staff")
        expect(self.console.locator(".result .fig")).to_be_visible()
        yield Stop("console-e2-result-staff", "console", self.console)
        at.host("round.reveal", round_id=self.round_id, to="all")
        at.host("screen.show", scene="result", subject_id=at.subject("han"))
        expect(self.screen.locator(".score .figure")).to_be_visible()
        yield Stop("screen-result", "screen", self.screen)
        page = self.delegate
        page.get_by_text("回到会议").click()
        page.get_by_text("已公布的结果").click()
        expect(page.locator(".score")).to_be_visible()
        yield Stop("phone-result", "phone", page)
        page.go_back()
        self.viewer.get_by_role("link", name="结果").click()
        expect(self.viewer.locator(".score").first).to_be_visible()
        yield Stop("live-result", "viewer", self.viewer)

    def together(self) -> Iterator[Stop]:
        """Three more on one sheet after the other, then all of them side by side."""
        at, page, keys = self.at, self.delegate, TOGETHER
        at.host("screen.show", scene="auto")
        at.go_to("appraisal", "appraisal")
        round_id = at.open_round(*keys)
        expect(page.get_by_role("heading", name="请评 3 位同志")).to_be_visible()
        yield Stop("phone-batch", "phone", page)
        button(page, "开始评分").click()
        for key in keys:
            expect(page.get_by_role("navigation", name="测评对象")).to_be_visible()
            fill(page, at.hall.form(round_id, at.subject(key)), "良好")
            if key == "su":
                yield Stop("phone-batch-form", "phone", page)
            button(page, "核对并提交" if key == keys[-1] else "下一位").click()
        yield Stop("phone-batch-confirm", "phone", page)
        button(page, "提交 3 份").click()
        expect(page.get_by_role("heading", name="评分已提交")).to_be_visible()
        yield Stop("phone-batch-receipt", "phone", page)
        for number, seat in enumerate(at.people):
            for more, key in enumerate(keys):
                at.cast(seat, round_id, key, number + 2 * more)
        expect(self.screen.locator('[data-scene="appraisal"]')).to_contain_text("份已提交")
        yield Stop("screen-appraisal-many", "screen", self.screen)
        yield Stop("console-d2-appraisal-many", "console", self.console)
        at.host("round.close", round_id=round_id)
        at.host("round.reveal", round_id=round_id, to="all")
        at.go_to("announcement")
        expect(self.screen.locator('[data-scene="overview"]')).to_contain_text("陆承安")
        yield Stop("screen-overview", "screen", self.screen)
        expect(self.console.locator(".next")).to_contain_text("讲话部署")
        yield Stop("console-g-results", "console", self.console)

    def end(self) -> Iterator[Stop]:
        """A notice, the table of keys, another host, and the end."""
        at, console = self.at, self.console
        at.host("notice.post", text=words.NOTICE)
        expect(self.screen.get_by_text(words.NOTICE)).to_be_visible()
        yield Stop("screen-notice", "screen", self.screen)
        button(self.delegate, "回到会议").click()
        expect(self.delegate.get_by_text(words.NOTICE)).to_be_visible()
        yield Stop("phone-notice", "phone", self.delegate)
        yield Stop("console-f6-other-host", "console", console)
        console.keyboard.press("?")
        expect(console.get_by_role("dialog")).to_contain_text("快捷键")
        yield Stop("console-f4-shortcuts", "console", console)
        console.keyboard.press("Escape")
        at.host("notice.clear")
        at.go_to("closing")
        expect(self.screen.locator('[data-scene="closing"]')).to_be_visible()
        yield Stop("screen-closing", "screen", self.screen)
        at.host("meeting.close")
        expect(self.delegate.get_by_role("heading", name="会议已结束")).to_be_visible()
        yield Stop("phone-ended", "phone", self.delegate)
        expect(console.locator(".next")).to_contain_text("已经结束")
        yield Stop("console-z-ended", "console", console)
        self.viewer.get_by_role("link", name="进程").click()
        yield Stop("live-ended", "viewer", self.viewer)
