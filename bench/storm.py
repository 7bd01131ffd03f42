"""The server is killed while all cast, and starts again: all phones come back at once and send what has no ack."""

import asyncio
import contextlib
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bench import work
from bench.clustered import PROCESSES, opened
from bench.figures import percentile, table, verdict
from bench.hall import Hall, settle
from bench.phone import Phone, Refused
from bench.server import Served
from bench.standing import standing

_KNOCK_SECONDS = (0.05, 0.5)
"""How long a phone waits before it knocks again: real ones spread over 5 s, these are all there when the door opens."""
_KNOWN_SECONDS = 1
"""So long after the server is up again, seconds after the kill, every broken line is known to be broken."""
_TARGET_PHONES, _TARGET_SECONDS = 5000, 15.0


@dataclass
class Storm:
    """What came of it; times are seconds since the kill."""

    acked_before: int = 0
    up: float = 0
    back: list[float] = field(default_factory=list)
    knocks: int = 0
    resent: int = 0
    all_acked: float = 0
    lacking: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    counted: list[int] = field(default_factory=list)
    acked: int = 0
    ended: float = 0
    client_cpu: float = 0
    killed_at: float = 0
    calm: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when whoever was put out by the kill knows it."""

    def since(self) -> float:
        """Give the seconds since the kill."""
        return time.perf_counter() - self.killed_at

    @property
    def lost(self) -> int:
        """Ballots with an ack that are not counted, or counted and never cast."""
        return abs(self.acked - sum(self.counted))


@dataclass
class Voter:
    """A phone that keeps each ballot until its ack, and comes back whenever it is put out."""

    hall: Hall
    phone: Phone
    ballots: list[dict[str, Any]]
    storm: Storm
    returned: bool = False

    async def live(self) -> None:
        """Cast all ballots, and be there still after the storm."""
        for ballot in self.ballots:
            while not await self._cast(ballot):
                self.storm.resent += 1
        if not self.returned and await self._is_put_out():
            await self._come_back()

    async def _is_put_out(self) -> bool:
        """Wait until the line breaks, or the storm is over and it has not: another process holds it."""
        gone, calm = asyncio.create_task(self.phone.gone()), asyncio.create_task(self.storm.calm.wait())
        await asyncio.wait((gone, calm), return_when=asyncio.FIRST_COMPLETED)
        put_out = gone.done()
        gone.cancel()
        calm.cancel()
        return put_out

    async def _cast(self, ballot: dict[str, Any]) -> bool:
        """Send a ballot; False where the line broke before the ack came."""
        try:
            await self.phone.call(work.CAST, **ballot)
        except (Refused, OSError, TimeoutError) as error:
            if isinstance(error, Refused) and error.code != "connection.lost":
                self.storm.refused[error.code] += 1
                return True
            await self._come_back()
            return False
        self.storm.acked += 1
        self.storm.all_acked = self.storm.since()
        return True

    async def _come_back(self) -> None:
        """Knock until the door opens; be back with the first whole state."""
        await self.phone.close()
        while True:
            self.storm.knocks += 1
            self.phone = Phone(self.phone.access)
            try:
                await self.phone.connect(self.hall.http, self.hall.server.url)
                await self.phone.sections()
                break
            except (aiohttp.ClientError, OSError, TimeoutError, Refused):
                await self.phone.close()
                await asyncio.sleep(random.uniform(*_KNOCK_SECONDS))
        self.storm.back.append(self.storm.since())
        self.returned = True


def run(seats: int, cluster: bool = False) -> str:
    """Measure and give the printed table."""
    with opened(cluster) as server:
        imported = server.import_meeting(seats)
        server.start()
        storm = asyncio.run(_measure(server, imported, seats))
        server.app("verify", imported["meeting_code"])
        return report(seats, cluster, storm)


async def _measure(server: Served, imported: dict[str, Any], seats: int) -> Storm:
    storm = Storm()
    async with standing(server, imported, seats) as hall:
        round_id = await hall.open_round()
        form = await work.form_of(hall.phones[0], round_id)
        payloads = work.payloads(len(hall.phones), round_id, hall.subject_ids, form)
        voters = [Voter(hall, phone, mine, storm) for phone, mine in zip(hall.phones, payloads, strict=True)]
        viewers = [Voter(hall, phone, [], storm) for phone in hall.viewers]
        await settle()
        living = [asyncio.create_task(voter.live()) for voter in voters + viewers]
        await _kill_and_start(server, storm, sum(len(mine) for mine in payloads) // 3)
        client_cpu = time.process_time()
        await asyncio.gather(*living)
        storm.ended, storm.client_cpu = storm.since(), time.process_time() - client_cpu
        hall.phones, hall.viewers = [voter.phone for voter in voters], [viewer.phone for viewer in viewers]
        await _recount(hall, round_id, storm)
    return storm


async def _kill_and_start(server: Served, storm: Storm, after: int) -> None:
    """Kill the server (-9), of a cluster one process, once so many ballots are acked, and start it at once."""
    while storm.acked < after:
        await asyncio.sleep(0.002)
    storm.acked_before, storm.killed_at = storm.acked, time.perf_counter()
    await asyncio.to_thread(server.kill)
    await asyncio.to_thread(server.start)
    storm.up = storm.since()
    await asyncio.sleep(_KNOWN_SECONDS)
    storm.calm.set()


async def _recount(hall: Hall, round_id: str, storm: Storm) -> None:
    """Close the round and read what was counted of each subject; ask every phone whether its seat has cast on all."""
    with contextlib.suppress(Refused):
        await hall.host.close()
    hall.host = Phone(hall.imported["host_access"])
    await hall.host.connect(hall.http, hall.server.url)
    await hall.host.call("round.close", round_id=round_id)
    turnout = [one for one in (await hall.host.sections())["turnout"] if one["round_id"] == round_id]
    storm.counted = [one["cast"] for one in turnout]
    states = [await phone.sections() for phone in hall.phones]
    storm.lacking = sum(len(state["me"]["cast"]) < len(hall.subject_ids) for state in states)


def report(seats: int, cluster: bool, storm: Storm) -> str:
    """Lay the figures out as a table, with the verdict."""
    last = max(storm.back, default=float("nan"))
    rows = [
        ["figure", "value"],
        ["ballots acked before the kill", str(storm.acked_before)],
        ["server ready again after the kill", _s(storm.up)],
        ["phones put out by the kill", str(len(storm.back))],
        *([f"phones back with their state, p{p}", _s(percentile(storm.back, p))] for p in (50, 95, 99)),
        ["phones back with their state, last", _s(last)],
        ["times that phones knocked", str(storm.knocks)],
        ["ballots sent again", str(storm.resent)],
        ["all ballots acked", _s(storm.all_acked)],
        ["ballots acked, counted by the seal", f"{storm.acked}, {sum(storm.counted)}"],
        ["ballots refused", ", ".join(f"{code} {n}" for code, n in storm.refused.items()) or "none"],
        ["phones whose state lacks a ballot", str(storm.lacking)],
        ["load generator busy", f"{storm.client_cpu / (storm.ended - storm.up) * 100:.0f} % of a core"],
    ]
    whole = storm.lost == 0 and storm.lacking == 0 and not storm.refused and (cluster or len(storm.back) >= seats)
    said = verdict(
        f"a storm of {_TARGET_PHONES} is back within {_TARGET_SECONDS:.0f} s with no ballot lost",
        f"{seats} phones back {_s(last)} after the kill, {storm.lost} ballots lost",
        last < _TARGET_SECONDS and whole,
        seats >= _TARGET_PHONES or not whole,
    )
    what = f"one of {PROCESSES} processes behind nginx" if cluster else "the server"
    return table(f"{seats} phones cast, {what} is killed (kill -9) and started at once", rows) + "\n" + said


def _s(seconds: float) -> str:
    return f"{seconds:.2f} s"
