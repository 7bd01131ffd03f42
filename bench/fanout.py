"""One update to all phones: how soon they have it, and how many deliveries a second the server makes."""

import asyncio
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from bench.clustered import of_what, opened
from bench.figures import ms, percentile, table, verdict
from bench.hall import Hall, settle
from bench.listening import Listening
from bench.phone import Phone
from bench.server import Served
from bench.standing import standing

_HERTZ = 4
_WORDS = 225
"""A note of so many Chinese characters (3 bytes each) makes an update of 1 KB, with the question it answers."""
_NUMBER = re.compile(r"〔(\d+)〕")
_TARGET_PHONES, _TARGET_SECONDS = 5000, 1.0


@dataclass
class Stream:
    """Updates sent for some seconds: when each was asked for, and which delays (seconds) the phones saw."""

    sent: list[float] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    bytes_each: int = 0
    seconds: float = 0
    server_cpu: float = 0
    client_cpu: float = 0

    @property
    def rate(self) -> float:
        """Deliveries a second, until the last one was there."""
        return len(self.delays) / self.seconds


@dataclass
class Fanned:
    """All figures of one run; of a round's opening and closing the phones' delays, each time."""

    rounds: dict[str, list[list[float]]] = field(default_factory=lambda: {"round opens": [], "round closes": []})
    streams: dict[str, Stream] = field(default_factory=dict)


def run(seats: int, changes: int, seconds: float, cluster: bool = False) -> str:
    """Measure and give the printed tables."""
    with opened(cluster) as server:
        imported = server.import_meeting(seats)
        server.start()
        return report(seats, cluster, asyncio.run(_measure(server, imported, seats, changes, seconds)))


async def _measure(server: Served, imported: dict[str, Any], seats: int, changes: int, seconds: float) -> Fanned:
    fanned = Fanned()
    async with standing(server, imported, seats) as hall:
        await settle()
        for _ in range(changes):
            opens, closes = await change_round(hall)
            fanned.rounds["round opens"].append(opens)
            fanned.rounds["round closes"].append(closes)
        question_id = await call_a_question(hall)
        await settle()
        fanned.streams["as fast as it can"] = await _stream(hall, question_id, seconds, 0)
        await settle()
        fanned.streams[f"at {_HERTZ} Hz"] = await _stream(hall, question_id, seconds, 1 / _HERTZ)
    return fanned


async def change_round(hall: Hall) -> tuple[list[float], list[float]]:
    """Open a round and close it; give each phone's delay (seconds) from the host's command, of both."""
    opened = Listening(hall.everybody, '"rounds":{', '"state":"open"')
    round_id = await hall.open_round()
    opens = await opened.everybody()
    await settle()
    closed = Listening(hall.everybody, '"rounds":{', '"state":"closed"')
    await hall.host.call("round.close", round_id=round_id)
    closes = await closed.everybody()
    await hall.host.call("round.void", round_id=round_id, reason="性能测试")
    await settle()
    return opens, closes


async def call_a_question(hall: Hall) -> str:
    """Let a phone ask and the host call the question, whose noted answer then carries the update."""
    item_id, subject_id = hall.imported["agenda"][0]["item_id"], hall.subject_ids[0]
    await hall.host.call("agenda.go", item_id=item_id, stage="inquiry")
    asked = await hall.phones[0].call(
        "question.submit", subject_id=subject_id, text="整改到哪一步了？", client_id=secrets.token_hex(8)
    )
    question_id: str = asked["question_id"]
    await hall.host.call("question.review", question_id=question_id, decision="approve")
    await hall.host.call("question.call", question_id=question_id)
    return question_id


async def _stream(hall: Hall, question_id: str, seconds: float, gap: float) -> Stream:
    """Let the host note the answer anew again and again, `gap` seconds apart, and count what arrives."""
    stream = Stream()
    for phone in hall.everybody:
        _count(phone, stream)
    start, server_cpu, client_cpu = time.perf_counter(), hall.server.cpu_seconds(), time.process_time()
    while time.perf_counter() - start < seconds:
        stream.sent.append(time.perf_counter())
        text = f"〔{len(stream.sent) - 1}〕" + "改" * _WORDS
        await hall.host.call("question.answer", question_id=question_id, text=text)
        await asyncio.sleep(max(0.0, stream.sent[-1] + gap - time.perf_counter()))
    await _quiet(stream)
    stream.server_cpu = hall.server.cpu_seconds() - server_cpu
    stream.client_cpu = time.process_time() - client_cpu
    for phone in hall.everybody:
        phone.heard = None
    return stream


def _count(phone: Phone, stream: Stream) -> None:
    start = time.perf_counter()

    def heard(frame: str, at: float) -> None:
        if '"questions":' in frame and (found := _NUMBER.search(frame)):
            stream.delays.append(at - stream.sent[int(found[1])])
            stream.bytes_each = len(frame.encode())
            stream.seconds = at - start

    phone.heard = heard


async def _quiet(stream: Stream) -> None:
    """Wait until nothing has arrived for a second."""
    before = -1
    while before != len(stream.delays):
        before = len(stream.delays)
        await asyncio.sleep(1)


def report(seats: int, cluster: bool, fanned: Fanned) -> str:
    """Lay the figures out as tables, with the verdict."""
    rows = [["change", "times", "p50", "p95", "p99", "last", "deliveries/s"]]
    for name, times in fanned.rounds.items():
        every = [delay for delays in times for delay in delays]
        rate = sum(len(delays) for delays in times) / sum(max(delays) for delays in times)
        figures = [ms(percentile(every, percent)) for percent in (50, 95, 99, 100)]
        rows.append([name, str(len(times)), *figures, f"{rate:.0f}"])
    streams = [["1 KB updates", "bytes", "asked for", "came", "p50", "p99", "deliveries/s", "CPU a delivery", "client"]]
    streams += [_row(name, stream, seats) for name, stream in fanned.streams.items()]
    worst = max(percentile(delays, 99) for times in fanned.rounds.values() for delays in times)
    said = verdict(
        f"a round change reaches {_TARGET_PHONES} phones within 1 s at p99",
        f"{ms(worst)} to {seats} phones (the worst change)",
        worst < _TARGET_SECONDS,
        seats >= _TARGET_PHONES,
    )
    first = table(f"a round opened and closed, to {seats} phones{of_what(cluster)}", rows)
    return (
        first + "\n" + table(f"an update to {seats} phones; who is behind gets the newest only", streams) + "\n" + said
    )


def _row(name: str, stream: Stream, seats: int) -> list[str]:
    return [
        name,
        str(stream.bytes_each),
        str(len(stream.sent)),
        f"{len(stream.delays) / (len(stream.sent) * seats) * 100:.0f} %",
        *(ms(percentile(stream.delays, percent)) for percent in (50, 99)),
        f"{stream.rate:.0f}",
        f"{stream.server_cpu / max(1, len(stream.delays)) * 1e6:.0f} us",
        f"{stream.client_cpu / stream.seconds * 100:.0f} % of a core",
    ]
