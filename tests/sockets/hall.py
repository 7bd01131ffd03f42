"""A meeting on a running server, with everybody who may be in the hall."""

from __future__ import annotations

import copy
import json
import re
import secrets
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from sqlalchemy import text

from sessions.database import reader_engine, writer_engine
from tests.browser import hall as browser_hall
from tests.browser import server as browser_server
from tests.sockets.wire import Json, Wire, Wires

QIN, GU = "qin", "gu"


def meeting(**settings: Any) -> Json:
    """Return the meeting file of these tests, with some settings of its own."""
    wanted = copy.deepcopy(browser_hall.MEETING)
    wanted["settings"] |= settings
    return wanted


class Server(browser_server.Server):
    """A server with settings of its own, whose data can be looked at."""

    def __init__(self, data: Path, **settings: str) -> None:
        super().__init__(data)
        self._env |= settings

    @property
    def database(self) -> Path:
        """Return the file of the embedded database."""
        return self.data / "shuping.db"

    def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        """Read from the database as it lies on the disk."""
        engine = reader_engine(self.database_url)
        try:
            with engine.connect() as link:
                return [tuple(row) for row in link.execute(text(query), values)]
        finally:
            engine.dispose()

    def change(self, statement: str, **values: Any) -> None:
        """Change the database behind the server's back."""
        engine = writer_engine(self.database_url)
        try:
            with engine.begin() as link:
                link.execute(text(statement), values)
        finally:
            engine.dispose()

    def post(self, path: str, **body: Any) -> Json:
        """Post JSON; return the answer, also one of refusal."""
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                given: Json = json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                given = json.load(refused)
        return given

    def figure(self, name: str) -> float:
        """Read one of its figures of /metrics; without labels in the name, added up over all of them."""
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        found = [float(line.rpartition(" ")[2]) for line in lines if re.match(rf"{re.escape(name)}[ {{]", line)]
        assert found, name
        return sum(found)

    def public(self, code: str) -> str:
        """Return what viewers get without a socket, as text."""
        with urllib.request.urlopen(f"{self.url}/api/meetings/{code}/public", timeout=20) as answer:
            return str(answer.read().decode())


class Hall(browser_hall.Hall):
    """A meeting of its own for one test."""

    def __init__(self, server: Server, wires: Wires, wanted: Json | None = None) -> None:
        super().__init__(server, wires, wanted or meeting())
        self.door, self.wires = server, wires
        self._console: Wire | None = None

    @property
    def host(self) -> Wire:
        """The host's console, by the access of the import."""
        if self._console is None:
            self._console = self.console()
        return self._console

    def console(self) -> Wire:
        """Another console of the same host."""
        return self.wires.connect(self.server.url, self.info["host_access"])

    def screen(self) -> Wire:
        """The wall."""
        return self.wires.connect(self.server.url, self.info["screen_access"])

    def viewer(self) -> Wire:
        """One more viewer, with a device of its own."""
        got = self.door.post("/api/viewer", meeting_code=self.code)
        return self.wires.connect(self.server.url, got["data"]["access"])

    def join(self, category: str, *, check_in: bool = True, subject: str | None = None) -> Wire:
        """A seat of a category (a reporter by the subject's key): joined by its slip and connected."""
        slip = self.slip(category, subject)
        got = self.door.post("/api/join", token=slip["token"])["data"]
        seat = self.wires.connect(self.server.url, got["access"])
        seat.slip, seat.device = slip, got["device"]
        if check_in:
            seat("seat.check_in")
        return seat

    def seats(self, **numbers: int) -> list[Wire]:
        """Seats by category, all checked in: ``seats(party_delegate=3, expert=1)``."""
        return [self.join(category) for category, number in numbers.items() for _ in range(number)]

    def begin(self) -> Hall:
        """Open the check-in and start the meeting."""
        self.host("meeting.open")
        self.host("meeting.start")
        return self

    def open_round(self, *keys: str, audience: str = "seats", **more: Any) -> str:
        """Open a round over subjects by their keys, whoever is present; return its id."""
        subject_ids = [self.subject(key) for key in keys]
        opened = self.host("round.open", subject_ids=subject_ids, audience=audience, **{"reason": "测试"} | more)
        return str(opened["round_id"])

    def sheet(self, round_id: str, key: str, grade: str = "good", **more: Any) -> Json:
        """Return a ballot as a phone sends it, every item with one grade."""
        subject_id = self.subject(key)
        grades = {item["key"]: grade for item in self.form(round_id, subject_id)["items"]}
        return {
            "round_id": round_id, "subject_id": subject_id, "ballot_id": secrets.token_hex(16), "grades": grades, **more
        }  # fmt: skip

    @staticmethod
    def sheet_again(sheet: Json) -> Json:
        """Return the same ballot as another one: with an id of its own."""
        return sheet | {"ballot_id": secrets.token_hex(16)}

    def question(self, asker: Wire, key: str = QIN, text: str = "整改如何见效?", **more: Any) -> str:
        """Ask; return the question's id."""
        asked = asker(
            "question.submit", subject_id=self.subject(key), text=text, client_id=secrets.token_hex(4), **more
        )
        return str(asked["question_id"])

    def rounds(self, wire: Wire) -> dict[str, Json]:
        """Return the rounds as a client sees them, by id."""
        return {entry["id"]: entry for entry in wire.sections["rounds"]["rounds"]}
