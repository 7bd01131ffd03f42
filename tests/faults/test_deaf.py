"""Clients that never read: the server's memory stays as it is, nobody else waits, and no backlog is kept for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bench.hall import spread
from bench.phone import Phone
from tests.faults.deaf import Deaf
from tests.faults.hall import Hall, hall_of, run, until
from tests.faults.server import Victim

DEAF, ASKING, CHANGES, QUESTIONS = 500, 40, 40, 24
QUESTION = "请讲一讲去年督察反馈的行政执法不规范问题，目前整改到哪一步，群众什么时候能看到变化，还差什么？" * 3


@asynccontextmanager
async def deaf_ones(hall: Hall, number: int) -> AsyncIterator[list[Deaf]]:
    """Let so many viewers connect who never read after their first state, but stay on the line."""

    async def one(_: int) -> Deaf:
        client = Deaf((await hall.post("viewer", {"meeting_code": hall.code}))["data"]["access"])
        await client.connect(hall.server.url)
        return client

    clients = await spread(one, range(number), at_once=40)
    staying = [asyncio.ensure_future(client.stay()) for client in clients]
    try:
        yield clients
    finally:
        for client, task in zip(clients, staying, strict=True):
            task.cancel()
            client.close()
        await asyncio.gather(*staying, return_exceptions=True)


async def ask(hall: Hall) -> list[str]:
    """Let questions stand that fill what a phone is sent; return their ids."""
    await hall.host.call("agenda.go", item_id=hall.info["agenda"][1]["item_id"], stage="inquiry")

    async def one(n: int) -> str:
        asked = await hall.phones[n].call(
            "question.submit", subject_id=hall.subjects[0], text=f"{n}。{QUESTION}", client_id=f"q{n}"
        )
        await hall.host.call("question.review", question_id=asked["question_id"], decision="approve")
        return str(asked["question_id"])

    return await spread(one, range(QUESTIONS))


async def reached(phone: Phone, sign: str, deed: asyncio.Future[object]) -> float:
    """Return how long after now a phone is first sent something with this sign in it."""
    start, seen = time.perf_counter(), asyncio.get_running_loop().create_future()

    def heard(frame: str, at: float) -> None:
        if sign in frame and not seen.done():
            seen.set_result(at - start)

    phone.heard = heard
    await deed
    return float(await asyncio.wait_for(seen, 10))


def test_500_that_never_read(server: Victim) -> None:
    """State is changed again and again: those who read have each at once, who reads again has the newest, not all."""
    run(_never_read(server))


async def _never_read(server: Victim) -> None:
    async with hall_of(server, 2 * QUESTIONS) as hall, deaf_ones(hall, DEAF), AsyncExitStack() as quiet:
        questions = await ask(hall)
        await asyncio.sleep(1)
        # the server hangs up on whoever has taken nothing for 25 seconds: this one shall read in time
        slow = await quiet.enter_async_context(deaf_ones(hall, 1))
        before, delays, reader = server.memory_mb(), [], hall.phones[0]
        for n in range(CHANGES):
            question = questions[n % QUESTIONS]
            deed = asyncio.ensure_future(hall.host.call("question.call", question_id=question))
            delays.append(await reached(reader, '"called"', deed))
        assert sorted(delays)[CHANGES * 9 // 10] < 2
        assert server.memory_mb() - before < 50

        heard = await slow[0].listen(seconds=2)
        updates = [event for event in heard if event[0] == "update"]
        assert len(updates) < CHANGES / 2
        newest = next(q["id"] for q in (await slow[0].sections())["questions"] if q["state"] == "called")
        assert newest == questions[(CHANGES - 1) % QUESTIONS]
        assert "beat" in {event[0] for event in heard}


def test_who_asks_and_never_reads(server: Victim) -> None:
    """Each asks for the whole state as often as it may, and reads none of it: that piles up for a moment, not more."""
    run(_ask_and_never_read(server))


async def _ask_and_never_read(server: Victim) -> None:
    async with hall_of(server, 2 * QUESTIONS) as hall, deaf_ones(hall, ASKING) as deaf:
        await ask(hall)
        await asyncio.sleep(1)
        before = server.memory_mb()
        for _ in range(400):
            for client in deaf:
                client.ask("sync")
            await asyncio.sleep(0.02)
        start = time.monotonic()
        await hall.phones[0].sections()
        assert time.monotonic() - start < 2
        assert server.memory_mb() - before < ASKING * 0.5

        async def gone() -> bool:
            return server.figure('shuping_sockets{audience="viewers"}') == 0

        await until(gone)
