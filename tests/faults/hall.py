"""A hall of hundreds on a server that something is done to: raw sockets, so that the test costs the machine little."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiohttp

from bench.hall import spread
from bench.phone import Phone, Refused
from tests.browser.hall import MEETING
from tests.browser.server import Server

T = TypeVar("T")
Json = dict[str, Any]
KINDS = ("party_delegate", "npc_deputy")
REASON = "故障测试"


@dataclass(frozen=True)
class Ballot:
    """One ballot of one seat, as it is sent and sent again."""

    seat: int
    payload: Json

    @property
    def receipt(self) -> str:
        """What its ack must say."""
        return hashlib.sha256(str(self.payload["ballot_id"]).encode()).hexdigest()


@dataclass
class Hall:
    """A running meeting with one host and many phones; ``acked`` are the receipts that have come."""

    server: Server
    info: Json
    http: aiohttp.ClientSession
    host: Phone
    accesses: list[str] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    acked: set[str] = field(default_factory=set)

    @property
    def code(self) -> str:
        """The meeting's code."""
        return str(self.info["meeting_code"])

    @property
    def subjects(self) -> list[str]:
        """The ids of the subjects."""
        return [str(subject["id"]) for subject in self.info["subjects"]]

    def slips(self) -> list[str]:
        """The tokens of the delegates' slips."""
        return [str(seat["token"]) for seat in self.info["seats"] if seat["category"] in KINDS]

    async def post(self, door: str, body: Json) -> Json:
        """POST to ``/api/<door>``; return the whole answer."""
        async with self.http.post(f"{self.server.url}/api/{door}", json=body) as answer:
            told: Json = await answer.json()
        return told

    async def phone(self, access: str) -> Phone:
        """Connect a phone. Raises Refused."""
        phone = Phone(access)
        await phone.connect(self.http, self.server.url)
        return phone

    async def begin(self) -> None:
        """Open the meeting and let every slip join, connect, check in; then start."""
        await self.host.call("meeting.open")
        answers = await spread(lambda token: self.post("join", {"token": token}), self.slips())
        self.accesses = [answer["data"]["access"] for answer in answers]
        await self.connect()
        await spread(lambda phone: phone.call("seat.check_in"), self.phones)
        await self.host.call("meeting.start")

    async def connect(self) -> None:
        """Connect all phones (again), each with its first state."""

        async def one(access: str) -> Phone:
            phone = await self.phone(access)
            await phone.sections()
            return phone

        self.phones = await spread(one, self.accesses)

    async def come_back(self) -> None:
        """Connect host and phones anew, with the accesses they have, after their line was lost."""
        await self.hang_up()
        self.host = await self.phone(self.info["host_access"])
        await self.connect()

    async def open_round(self, **more: Any) -> str:
        """Open a round over all subjects; return its id."""
        opened = await self.host.call(
            "round.open", subject_ids=self.subjects, audience="seats", reason=REASON, **({"seconds": 3600} | more)
        )
        return str(opened["round_id"])

    async def ballots(self, round_id: str, seats: Sequence[int] | None = None) -> list[Ballot]:
        """Fill in a ballot of each seat for each subject, grades by chance."""
        rounds = await until(lambda: self._rounds_with(round_id))
        one = next(r for r in rounds["rounds"] if r["id"] == round_id)
        form = rounds["forms"][one["subjects"][0]["form"]]
        items, grades = [item["key"] for item in form["items"]], [grade["key"] for grade in form["grades"]]
        return [
            Ballot(
                seat,
                {
                    "round_id": round_id,
                    "subject_id": subject_id,
                    "ballot_id": secrets.token_hex(16),
                    "grades": {item: secrets.choice(grades) for item in items},
                },
            )
            for subject_id in self.subjects
            for seat in (range(len(self.phones)) if seats is None else seats)
        ]

    async def _rounds_with(self, round_id: str) -> Json | None:
        """The section once this round is in it: an ack comes before the state that it leads to."""
        rounds: Json = (await self.host.sections())["rounds"]
        return rounds if any(one["id"] == round_id for one in rounds["rounds"]) else None

    async def cast(self, ballot: Ballot) -> str:
        """Cast one; return ``ok`` or the code of the refusal. A receipt must be the ballot's own."""
        try:
            answer: Json = await self.phones[ballot.seat].call("ballot.cast", **ballot.payload)
        except (Refused, aiohttp.ClientError, ConnectionError, TimeoutError) as refused:
            return refused.code if isinstance(refused, Refused) else "connection.lost"
        assert answer["receipt"] == ballot.receipt
        self.acked.add(ballot.receipt)
        return "ok"

    async def cast_all(self, ballots: Sequence[Ballot], within: float = 0) -> list[str]:
        """Cast all, spread evenly over some seconds; return what each was answered."""

        async def one(n: int, ballot: Ballot) -> str:
            await asyncio.sleep(within * n / len(ballots))
            return await self.cast(ballot)

        return await asyncio.gather(*(one(n, ballot) for n, ballot in enumerate(ballots)))

    async def hang_up(self) -> None:
        """Close every line."""
        await asyncio.gather(*(phone.close() for phone in [self.host, *self.phones]), return_exceptions=True)

    def verify(self) -> None:
        """Let the command line check every invariant of the meeting."""
        self.server.app("verify", self.code)

    def cast_count(self, sections: Json, round_id: str) -> int:
        """How many ballots of a round are in, as the host sees it."""
        return sum(row["cast"] for row in sections["turnout"] if row["round_id"] == round_id)


def meeting(seats: int) -> Json:
    """A meeting of so many delegates in two categories."""
    wanted: Json = json.loads(json.dumps(MEETING))
    for category in wanted["categories"]:
        if category["key"] in KINDS:
            category["seats"] = seats // len(KINDS)
    return wanted


@asynccontextmanager
async def hall_of(server: Server, seats: int) -> AsyncIterator[Hall]:
    """A meeting on a running server, begun, with so many phones in it."""
    info = server.import_meeting(meeting(seats))
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=60),
        cookie_jar=aiohttp.DummyCookieJar(),
    ) as http:
        host = Phone(info["host_access"])
        await host.connect(http, server.url)
        hall = Hall(server, info, http, host)
        try:
            await hall.begin()
            yield hall
        finally:
            await hall.hang_up()


async def until(holds: Any, seconds: float = 10, every: float = 0.1) -> Any:
    """Wait until an awaitable call gives something true; return it."""
    end = asyncio.get_running_loop().time() + seconds
    while not (found := await holds()):
        assert asyncio.get_running_loop().time() < end, f"not within {seconds} s"
        await asyncio.sleep(every)
    return found


def run(deed: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on a loop in a thread of its own: a browser, once it is open, keeps the tests' own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, deed).result()
