"""Everybody's pages at one meeting, opened as they are needed, on a server of their own."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.cable import Cable
from tests.browser.hall import Hall, Json
from tests.browser.line import Line, Lines
from tests.browser.server import PASSWORD, STAFF, Server

Kind = Literal["office", "console", "phone", "screen", "viewer"]

DEMO = Path(__file__).parents[2] / "app" / "meeting_file" / "demo.yaml"
TOGETHER = ("su", "jiang", "lu")
"""Who is appraised together after all were heard; the first is appraised alone."""
DELEGATES = ("party_delegate", "npc_deputy", "cppcc_member", "sector_representative")
SIZES: dict[Kind, tuple[int, int]] = {
    "office": (1440, 900), "console": (1440, 900), "phone": (390, 844), "screen": (1920, 1080), "viewer": (390, 844),
}  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """A page in a state worth looking at, under the name of its picture."""

    name: str
    kind: Kind
    page: Page


class Theatre:
    """The demonstration meeting on a server, and the pages of those who take part."""

    def __init__(self, server: Server, browser: Browser, lines: Lines) -> None:
        self.server, self._browser, self._lines = server, browser, lines
        expect.set_options(timeout=20_000)
        self._contexts: list[BrowserContext] = []
        self._meeting: Hall | None = None
        self.people: list[Line] = []
        self.cable = Cable(server)

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()
        self.cable.close()

    def import_meeting(self) -> None:
        """Bring the demonstration meeting in: it begins about now, and its last subjects are appraised together."""
        meeting = yaml.safe_load(DEMO.read_text("utf-8"))
        for item in meeting["agenda"]:
            if item.get("subject") in TOGETHER:
                item["stages"] = ["reporting", "inquiry", "commentary"]
        at = next(n for n, item in enumerate(meeting["agenda"]) if item["kind"] == "announcement")
        meeting["agenda"].insert(
            at, {"kind": "appraisal", "subjects": [*TOGETHER], "title": "集中测评", "minutes": 6}
        )  # fmt: skip
        soon = datetime.now(timezone(timedelta(hours=8))) + timedelta(minutes=5)
        starts = soon.replace(minute=soon.minute // 5 * 5).strftime("%Y-%m-%dT%H:%M")
        self._meeting = Hall(self.server, self._lines, meeting | {"starts": starts})
        # a console brings its preview, which is a screen too: the host without a page has one for it
        self._lines.connect(self.server.url, self._meeting.info["screen_access"])

    @property
    def hall(self) -> Hall:
        """The meeting, once it was imported."""
        assert self._meeting is not None
        return self._meeting

    def host(self, command: str, **payload: Any) -> Any:
        """Let the host do something from elsewhere than the console's page."""
        return self.hall.host(command, **payload)

    def window(self, kind: Kind, scale: float = 1) -> BrowserContext:
        """A browser of its own, as somebody holds it."""
        width, height = SIZES[kind]
        hand = kind in ("phone", "viewer")
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, device_scale_factor=scale, has_touch=hand, is_mobile=hand,
            locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(20_000)
        self._contexts.append(context)
        return context

    def open(self, kind: Kind, path: str, context: BrowserContext | None = None, *, cable: bool = False) -> Page:
        """Open an address of the server, in a window of its own unless one is given."""
        page = (context or self.window(kind)).new_page()
        page.goto((self.cable.url if cable else self.server.url) + path)
        return page

    def phone(self, category: str, *, subject: str | None = None, cable: bool = False) -> Page:
        """A phone with a slip of a category, or with that of a subject's reporter."""
        return self.open("phone", f"/j/{self.hall.slip(category, subject)['token']}", cable=cable)

    def seat(self, category: str) -> Line:
        """A seat without a page."""
        return self.hall.join(category)

    def log_in(self, page: Page, password: str = PASSWORD) -> None:
        """Fill in the form of the login and send it."""
        page.get_by_label("用户名").fill(STAFF)
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="登录").click()

    def subject(self, key: str) -> str:
        """The id of a subject."""
        return self.hall.subject(key)

    def go_to(self, kind: str, stage: str = "main") -> None:
        """Move to the item of a kind that no subject is heard in."""
        item: Json = next(i for i in self.hall.info["agenda"] if i["kind"] == kind)
        self.host("agenda.go", item_id=item["item_id"], stage=stage)

    def ask(self, seat: Line, key: str, text: str, **more: Any) -> str:
        """Let a seat ask; return the question's id."""
        told = seat(
            "question.submit", subject_id=self.subject(key), text=text, client_id=secrets.token_hex(8), **more
        )  # fmt: skip
        return str(told["question_id"])

    def open_round(self, *keys: str, audience: str = "seats", seconds: int = 240) -> str:
        """Open a round, whoever is there; return its id."""
        ids = [self.subject(key) for key in keys]
        reason = {"reason": "人已到齐，按议程进行"} if audience == "seats" else {}
        return str(self.host("round.open", subject_ids=ids, audience=audience, seconds=seconds, **reason)["round_id"])

    def cast(self, seat: Line, round_id: str, key: str, lean: int) -> None:
        """Cast one ballot whose grades go up and down around what `lean` says: 0 is mild, 7 is severe."""
        grades = ("excellent", "excellent", "good", "good", "excellent", "good", "fair", "poor")
        form = self.hall.form(round_id, self.subject(key))
        given = {item["key"]: grades[(lean + 3 * at) % (5 + lean % 4)] for at, item in enumerate(form["items"])}
        seat(
            "ballot.cast", round_id=round_id, subject_id=self.subject(key), ballot_id=secrets.token_hex(16),
            grades=given,
        )  # fmt: skip
