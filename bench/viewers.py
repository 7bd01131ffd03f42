"""How many viewers a core carries: by sockets, and by the snapshot that nginx keeps for a second."""

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bench.clustered import child_seconds, start_child
from bench.fanout import call_a_question
from bench.figures import ms, percentile, table, verdict
from bench.hall import Hall, connect, settle
from bench.phone import Phone
from bench.polling import Polled, poll
from bench.server import Server
from bench.standing import standing
from deploy.cluster.nginx import Nginx
from deploy.cluster.ports import free_port

T = TypeVar("T")

_POLL_SECONDS = 5.0
"""How often a viewer's page without a socket asks (static/js/live/poll.js)."""
_CONNECTIONS = 64
_WORDS = 40
_TARGET_VIEWERS, _TARGET = 1000, 20
_SET_SOCKETS = 2000
"""MAX_VIEWERS as shipped (app/config.py): past so many sockets the server sends viewers to the snapshot."""
_USUAL = 1
_PACES = {4: "4 changes a second", _USUAL: "a change a second", 0: "quiet"}
"""How many sections change a second: as often as is ever told, as usual, and not at all."""
_NOTES = """\
A change is a noted answer of 40 characters. Sockets: one process; what it spends with the viewers' sockets, less what
the same meeting costs it without viewers, over the viewers and the seconds; viewers a core = 1 over that. Snapshot:
what nginx and the server spend, less the same, over the requests; a page asks every 5 s, so viewers a core = 5 s over
that. Where things change a page never has the newest when it asks, and gets it whole (gzip); when the meeting is quiet
it has (If-None-Match) and gets 304. The requests come from 64 kept connections, as fast as they are answered;
the load generator shares the cores, so requests/s is the least that nginx does; times 5 s it is the viewers that were
really carried. nginx works on all cores, a process on one."""


@dataclass
class Share:
    """What one way of watching cost: the processor time of server and nginx, over some seconds."""

    seconds: float = 0
    server_cpu: float = 0
    nginx_cpu: float = 0

    def beyond(self, base: "Share") -> float:
        """Give the processor time of both beyond what the meeting costs anyhow."""
        return max(0.0, self.server_cpu - base.server_cpu / base.seconds * self.seconds) + self.nginx_cpu


@dataclass
class Watched:
    """The figures at one pace of the meeting."""

    base: Share = field(default_factory=Share)
    polls: Share = field(default_factory=Share)
    polled: Polled = field(default_factory=Polled)
    sockets: Share = field(default_factory=Share)
    pushed: int = 0

    def socket_us(self, viewers: int) -> float:
        """Give what a viewer's socket costs a second, in microseconds."""
        return self.sockets.beyond(self.base) / self.sockets.seconds / viewers * 1e6

    def poll_us(self) -> float:
        """Give what a viewer who asks costs a second, in microseconds."""
        return self.polls.beyond(self.base) / len(self.polled.delays) / _POLL_SECONDS * 1e6

    @property
    def carried(self) -> float:
        """How many viewers, each asking every five seconds, the requests answered stand for."""
        return len(self.polled.delays) / self.polled.seconds * _POLL_SECONDS

    def ratio(self, viewers: int) -> float:
        """Give how many times more viewers a core carries by the snapshot."""
        return self.socket_us(viewers) / self.poll_us()


@dataclass
class Place:
    """One process on SQLite, nginx before it, and the meeting's hall."""

    server: Server
    nginx: Nginx
    hall: Hall
    question_id: str = ""

    @property
    def snapshot(self) -> str:
        """The address that a viewer's page asks, at nginx."""
        return f"http://127.0.0.1:{self.nginx.port}/api/meetings/{self.hall.imported['meeting_code']}/public"

    async def during(self, seconds: float, pace: int, what: Awaitable[T]) -> tuple[Share, T]:
        """Measure while something is done, with so many changes a second."""
        share, start = Share(), time.perf_counter()
        server_cpu, nginx_cpu = self.server.cpu_seconds(), child_seconds(self.nginx)
        changes = asyncio.create_task(self._change(seconds, pace))
        done = await what
        await changes
        share.seconds = time.perf_counter() - start
        share.server_cpu = self.server.cpu_seconds() - server_cpu
        share.nginx_cpu = child_seconds(self.nginx) - nginx_cpu
        return share, done

    async def _change(self, seconds: float, pace: int) -> None:
        start = time.perf_counter()
        for number in range(int(seconds * pace)):
            text = f"〔{number}〕" + "改" * _WORDS
            await self.hall.host.call("question.answer", question_id=self.question_id, text=text)
            await asyncio.sleep(max(0.0, start + (number + 1) / pace - time.perf_counter()))


def run(viewers: int, seconds: float) -> str:
    """Measure and give the printed table."""
    with Server(settings={"TRUSTED_PROXIES": "1"}) as server:
        imported = server.import_meeting(4)
        server.start()
        (server.folder / "nginx").mkdir()
        nginx = Nginx(server.folder / "nginx", free_port(), [server.port], host="127.0.0.1")
        start_child(nginx)
        try:
            return report(viewers, asyncio.run(_measure(server, nginx, imported, viewers, seconds)))
        finally:
            nginx.stop()


async def _measure(
    server: Server, nginx: Nginx, imported: dict[str, Any], viewers: int, seconds: float
) -> dict[int, Watched]:
    watched = {pace: Watched() for pace in _PACES}
    async with standing(server, imported, 1) as hall:
        place = Place(server, nginx, hall)
        place.question_id = await call_a_question(hall)
        await settle()
        for pace, one in watched.items():
            one.base, _ = await place.during(seconds, pace, asyncio.sleep(seconds))
            tag = "" if pace else await _tag(place)
            asking = poll(place.snapshot, seconds, _CONNECTIONS, tag)
            one.polls, one.polled = await place.during(seconds, pace, asking)
            await settle()
        hall.viewers = [Phone(imported["viewer_access"]) for _ in range(viewers)]
        await connect(hall, hall.viewers)
        await settle()
        for pace, one in watched.items():
            pushed = sum(phone.pushed for phone in hall.viewers)
            one.sockets, _ = await place.during(seconds, pace, asyncio.sleep(seconds))
            await settle()
            one.pushed = sum(phone.pushed for phone in hall.viewers) - pushed
    return watched


async def _tag(place: Place) -> str:
    """Ask once and give the tag of the state, which holds as long as the meeting is quiet."""
    async with place.hall.http.get(place.snapshot) as answer:
        answer.raise_for_status()
        return answer.headers["ETag"]


def report(viewers: int, watched: dict[int, Watched]) -> str:
    """Lay the figures out as tables, with the verdict."""
    asked = [["snapshot by nginx", "answers", "bytes", "requests/s", "p50", "p99", "nginx, each", "all, each"]]
    pushed = [["sockets", "viewers", "pushed", "server", "a viewer a second"]]
    short = [["viewers a core", "by sockets", "by snapshot", "ratio", "carried, all cores"]]
    for pace, one in watched.items():
        name, answers = _PACES[pace], len(one.polled.delays)
        asked.append(
            [
                name,
                ", ".join(f"{n} of {status}" for status, n in sorted(one.polled.answers.items())),
                str(one.polled.bytes_each),
                f"{answers / one.polled.seconds:.0f}",
                *(ms(percentile(one.polled.delays, percent)) for percent in (50, 99)),
                f"{one.polls.nginx_cpu / answers * 1e6:.0f} us",
                f"{one.poll_us() * _POLL_SECONDS:.0f} us",
            ]
        )
        busy = one.sockets.server_cpu / one.sockets.seconds
        cost = one.socket_us(viewers)
        pushed.append([name, str(viewers), str(one.pushed), f"{busy * 100:.0f} % of a core", f"{cost:.0f} us"])
        carried = [f"{1e6 / cost:.0f}" if cost else "-", f"{1e6 / one.poll_us():.0f}"]
        short.append([name, *carried, f"{one.ratio(viewers):.0f} times", f"{one.carried:.0f}"])
    wanted, usual = _TARGET * _SET_SOCKETS, watched[_USUAL]
    said = verdict(
        f"by the snapshot at least {_TARGET} times the {_SET_SOCKETS} viewer sockets a process takes: {wanted} viewers",
        f"{usual.carried:.0f} viewers carried, {1e6 / usual.poll_us():.0f} reckoned a core, {_PACES[_USUAL]}",
        usual.carried >= wanted,
        viewers >= _TARGET_VIEWERS,
    )
    titles = ("the public snapshot, asked as a viewer's page does", f"{viewers} viewers by sockets", "In short")
    tables = "\n".join(table(title, rows) for title, rows in zip(titles, (asked, pushed, short), strict=True))
    return f"{tables}\n{_NOTES}\n\n{said}"
