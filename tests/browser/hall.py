"""One meeting on a running server: its slips, and those who join by them."""

from __future__ import annotations

import json
import secrets
import urllib.request
from collections import deque
from typing import Any

from tests.browser.line import Line, Lines
from tests.browser.server import Server

Json = dict[str, Any]

MEETING: Json = {
    "title": "云川县2026年度专题述法会",
    "host_unit": "云川县委全面依法治县委员会办公室",
    "place": "县行政中心三楼会议室",
    "starts": "2026-12-08T14:30",
    "year": 2026,
    "settings": {"small_group": 3},
    "categories": [
        {"key": "party_delegate", "name": "党代表", "role": "participant", "weight": 60, "seats": 8},
        {"key": "npc_deputy", "name": "人大代表", "role": "participant", "weight": 40, "seats": 8},
        {"key": "leader", "name": "点评领导", "role": "leader", "names": ["李副书记"]},
        {"key": "expert", "name": "第三方评议组", "role": "expert", "seats": 2},
        {"key": "observer", "name": "列席督察", "role": "observer", "seats": 1},
    ],
    "subjects": [
        {
            "key": "qin",
            "name": "秦若兰",
            "unit": "云川县市场监督管理局",
            "post": "局长",
            "kind": "government_department",
        },
        {"key": "gu", "name": "顾长宁", "unit": "云川城投集团", "post": "董事长", "kind": "soe"},
    ],
    "agenda": [
        {"kind": "opening", "title": "开场", "minutes": 5},
        {"kind": "subject", "subject": "qin"},
        {"kind": "subject", "subject": "gu"},
        {"kind": "closing", "title": "总结", "minutes": 5},
    ],
}


class Hall:
    """A meeting of its own for one test."""

    def __init__(self, server: Server, lines: Lines, meeting: Json | None = None) -> None:
        self.server, self._lines = server, lines
        self.info = server.import_meeting(meeting or MEETING)
        self.code: str = self.info["meeting_code"]
        self._slips = {key: deque(s for s in self.info["seats"] if s["category"] == key) for key in self._categories()}
        self._host: Line | None = None

    def _categories(self) -> list[str]:
        return list(dict.fromkeys(seat["category"] for seat in self.info["seats"]))

    @property
    def host(self) -> Line:
        """The host's line, by the access of the import."""
        if self._host is None:
            self._host = self._lines.connect(self.server.url, self.info["host_access"])
        return self._host

    def slip(self, category: str, subject: str | None = None) -> Json:
        """Take a slip of a category that nobody has taken; a reporter's by the subject's key."""
        if subject is not None:
            return next(s for s in self.info["seats"] if s.get("subject") == subject)
        slip: Json = self._slips[category].popleft()
        return slip

    def subject(self, key: str) -> str:
        """Return a subject's id by its key."""
        return str(next(s["id"] for s in self.info["subjects"] if s["key"] == key))

    def item(self, subject_id: str) -> str:
        """Return the agenda item in which a subject is heard."""
        found = (i for i in self.info["agenda"] if i["kind"] == "subject" and i["subject_id"] == subject_id)
        return str(next(found)["item_id"])

    def viewer(self) -> Line:
        """A viewer without a browser, on a device of their own."""
        return self._connect("viewer", {"meeting_code": self.code})

    def join(self, category: str) -> Line:
        """A seat of a category: joined by its slip, connected, checked in."""
        line = self._connect("join", {"token": self.slip(category)["token"]})
        line("seat.check_in")
        return line

    def _connect(self, door: str, body: Json) -> Line:
        """Get an access by a POST and open a line with it."""
        request = urllib.request.Request(
            f"{self.server.url}/api/{door}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return self._lines.connect(self.server.url, json.load(answer)["data"]["access"])

    def go(self, subject_id: str, stage: str) -> None:
        """Move the meeting to a stage of a subject's item."""
        self.host("agenda.go", item_id=self.item(subject_id), stage=stage)

    def form(self, round_id: str, subject_id: str) -> Json:
        """Return the form of an open round."""
        section = self.host.until(lambda s: any(r["id"] == round_id for r in s["rounds"]["rounds"]) and s["rounds"])
        one = next(r for r in section["rounds"] if r["id"] == round_id)
        key = next(s["form"] for s in one["subjects"] if s["subject_id"] == subject_id)
        form: Json = section["forms"][key]
        return form

    def cast(self, seat: Line, round_id: str, subject_id: str, grade: str) -> None:
        """Cast one ballot with the same grade for every item."""
        grades = {item["key"]: grade for item in self.form(round_id, subject_id)["items"]}
        seat(
            "ballot.cast", round_id=round_id, subject_id=subject_id, ballot_id=secrets.token_hex(16), grades=grades
        )  # fmt: skip

    def counted(self, round_id: str, subject_id: str) -> Json:
        """What the command line says of one subject's round, once it has recounted every ballot."""
        self.server.app("verify", self.code)
        told = self.server.results(self.code)
        return next(r for r in told if (r["round_id"], r["subject_id"]) == (round_id, subject_id))
