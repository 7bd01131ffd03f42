"""A hall full of phones: they join, connect, check in; the host opens and closes rounds."""

import asyncio
import resource
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiohttp

from bench.phone import Phone, Refused
from bench.server import Served

T = TypeVar("T")
R = TypeVar("R")

_AT_ONCE = 100
SETTLE_SECONDS = 2.5
"""longer than the second within which phones are told what their ballots changed"""
_REASON = "性能测试"
_HTTP_SECONDS = 120
_OTHER_FILES = 200


class TooManySockets(Exception):
    """The system does not let a process open so many; the text says what to do."""


@dataclass
class Hall:
    """The server's meeting as the load generator holds it: one host, many phones."""

    server: Served
    imported: dict[str, Any]
    http: aiohttp.ClientSession
    host: Phone
    phones: list[Phone] = field(default_factory=list)
    viewers: list[Phone] = field(default_factory=list)

    @property
    def everybody(self) -> list[Phone]:
        """All phones, those of the viewers included; without the host."""
        return [*self.phones, *self.viewers]

    @property
    def subject_ids(self) -> list[str]:
        """The ids of all subjects, in the meeting's order."""
        return [subject["id"] for subject in self.imported["subjects"]]

    def slips(self) -> list[str]:
        """Give the tokens of the delegates' slips."""
        return [seat["token"] for seat in self.imported["seats"] if seat["role"] == "participant"]

    async def join(self, token: str) -> str:
        """Let one phone join with its slip; give its access. Raises Refused."""
        async with self.http.post(f"{self.server.url}/api/join", json={"token": token}) as answer:
            body = await answer.json()
        if not body["ok"]:
            raise Refused(body["error"]["code"], body["error"].get("message", ""))
        access: str = body["data"]["access"]
        return access

    async def open_round(self, audience: str = "seats") -> str:
        """Open one round over all subjects; give its id."""
        opened = await self.host.call(
            "round.open", subject_ids=self.subject_ids, audience=audience, seconds=3600, reason=_REASON
        )
        round_id: str = opened["round_id"]
        return round_id

    async def close_round(self, round_id: str) -> float:
        """Seal the round, void it so that its subjects may be scored anew; give the seconds the seal took."""
        start = time.perf_counter()
        await self.host.call("round.close", round_id=round_id)
        took = time.perf_counter() - start
        await self.host.call("round.void", round_id=round_id, reason=_REASON)
        return took

    async def longest_pause(self) -> float:
        """Give the longest pause of the server's hub since the last call, in seconds."""
        pause_ms: float = await self.host.call("bench.pause")
        return pause_ms / 1000


def allow_many_sockets(sockets: int) -> None:
    """Raise this process's limit of open files as far as the system lets it, and the server's, which inherits it.

    Raises TooManySockets where that is not enough for so many.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if most != resource.RLIM_INFINITY and sockets + _OTHER_FILES > most:
        raise TooManySockets(
            f"{sockets} sockets need as many open files in one process, and the system allows {most}: "
            f"raise the hard limit (ulimit -Hn), or ask for fewer"
        )


def http_client() -> aiohttp.ClientSession:
    """Make the HTTP client of a whole hall, all behind one address, without a limit of connections."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=_HTTP_SECONDS),
    )


async def enter(server: Served, http: aiohttp.ClientSession, imported: dict[str, Any]) -> Hall:
    """Connect the host's console."""
    host = Phone(imported["host_access"])
    await host.connect(http, server.url)
    return Hall(server, imported, http, host)


async def join(hall: Hall, seats: int) -> None:
    """Let `seats` phones join with their slips, more than a meeting takes as viewers; they are not connected yet."""
    hall.phones = [Phone(access) for access in await spread(hall.join, hall.slips()[:seats])]
    hall.viewers = [Phone(hall.imported["viewer_access"]) for _ in range(seats - len(hall.phones))]


async def connect(hall: Hall, phones: Sequence[Phone] | None = None) -> float:
    """Connect all phones, or these, each with its first state; give the connects a second."""
    wanted = hall.everybody if phones is None else phones

    async def one(phone: Phone) -> None:
        await phone.connect(hall.http, hall.server.url)
        await phone.sections()

    start = time.perf_counter()
    await spread(one, wanted)
    return len(wanted) / (time.perf_counter() - start)


async def check_in(phones: Iterable[Phone]) -> None:
    """Let all these phones check in."""
    await spread(lambda phone: phone.call("seat.check_in"), list(phones))


async def settle() -> None:
    """Wait until what was done has been told to everybody, so that it is not measured with what follows."""
    await asyncio.sleep(SETTLE_SECONDS)


async def spread(do: Callable[[T], Awaitable[R]], things: Sequence[T], at_once: int = _AT_ONCE) -> list[R]:
    """Do something for each thing, a hundred at a time, and give what came in the order of the things."""
    gate = asyncio.Semaphore(at_once)

    async def one(thing: T) -> R:
        async with gate:
            return await do(thing)

    return await asyncio.gather(*(one(thing) for thing in things))
