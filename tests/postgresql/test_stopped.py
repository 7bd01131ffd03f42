"""PostgreSQL is stopped in mid-round and started again: the hall waits, and nothing that was acknowledged is lost."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.publisher import SILENT_S
from bench.phone import Refused
from deploy.cluster.postgresql import Postgresql
from tests.browser.hall import Hall as SmallHall
from tests.browser.handset import running
from tests.browser.line import Lines
from tests.browser.server import PASSWORD, STAFF
from tests.faults.hall import Ballot, Hall, hall_of, run, until
from tests.faults.server import Victim
from tests.postgresql.cluster import own
from tests.waiting import wait_for

PHONES = 100
AWAY_S = 2.0
RESEND_S = 0.5


class Upon(Victim):
    """A server on a PostgreSQL that is not the other tests'."""

    def __init__(self, data: Path, postgresql: Postgresql) -> None:
        self.postgresql = postgresql
        self._hand = ThreadPoolExecutor(1)  # PostgreSQL ends with the thread that has started it
        super().__init__(data, DATABASE_URL=postgresql.url())

    def make_database(self) -> None:
        """Make the tables by the command that an installation uses."""
        self.app("db", "upgrade")

    def end_database(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it so that it puts its clients out, or in the middle of whatever it is at."""
        self._hand.submit(self.postgresql.kill if how is signal.SIGKILL else self.postgresql.stop).result()

    def start_database(self) -> None:
        """Start it again where it lies."""
        self._hand.submit(self.postgresql.start).result()

    @contextmanager
    def frozen_database(self) -> Iterator[None]:
        """Let all its processes stand still."""
        assert self.postgresql.process is not None
        mother = self.postgresql.process.pid
        children = Path(f"/proc/{mother}/task/{mother}/children").read_text("ascii").split()
        family = [mother, *map(int, children)]
        for pid in family:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in family:
                os.kill(pid, signal.SIGCONT)

    def stop(self) -> None:
        """End the server, then its database."""
        super().stop()
        self.postgresql.stop()
        self._hand.shutdown()

    def status(self, path: str) -> int:
        """What a monitor is answered."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Postgresql]:
    """A PostgreSQL that may be stopped."""
    with own() as one:
        yield one


@pytest.fixture(scope="module")
def server(postgresql: Postgresql, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upon]:
    """A server on it."""
    one = Upon(tmp_path_factory.mktemp("server"), postgresql)
    one.app("staff", "add", STAFF, "--role", "host", typed=f"{PASSWORD}\n")
    one.start()
    yield one
    one.stop()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_the_database_is_stopped_and_started_in_mid_round(server: Upon, how: signal.Signals) -> None:
    """Server and sockets stay; who casts meanwhile waits or is told to come again; then all of it arrives, once."""
    run(_stopped(server, how))


def test_the_host_is_told(server: Upon, lines: Lines, console_page: Callable[..., Page]) -> None:
    """While the database is away the console says so, and what to do; afterwards all is as before."""
    hall = SmallHall(server, lines)
    running(hall)
    page = console_page(hall)
    marks = page.get_by_role("list", name="运行状态")
    expect(marks).to_contain_text("连接正常")
    page.wait_for_load_state("networkidle")  # the preview of the wall has its pictures too
    server.end_database()
    expect(marks).to_contain_text("数据库没有应答", timeout=15_000)
    expect(page.get_by_role("alert")).to_contain_text("现在什么都存不下")
    page.get_by_role("button", name="会议", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("PostgreSQL，没有应答，0 项等着写")
    page.keyboard.press("Escape")
    server.start_database()
    expect(marks).to_contain_text("连接正常", timeout=15_000)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_database_that_stands_still_is_told_of_too(server: Upon, lines: Lines) -> None:
    """It refuses nothing and answers nothing; the host's question for it waits for nobody."""
    hall = SmallHall(server, lines)
    running(hall)
    with server.frozen_database():
        time.sleep(SILENT_S + 1)
        began = time.monotonic()
        assert hall.host("health.get")["answers"] is False
        assert time.monotonic() - began < 2
        assert server.status("/healthz") == 200
    wait_for(lambda: hall.host("health.get")["answers"], 10)


async def _stopped(server: Upon, how: signal.Signals) -> None:
    async with hall_of(server, PHONES) as hall:
        round_id = await hall.open_round()
        ballots = await hall.ballots(round_id)
        told: Counter[str] = Counter()
        casting = asyncio.ensure_future(asyncio.gather(*(_insist(hall, ballot, told) for ballot in ballots)))
        while len(hall.acked) < len(ballots) // 4:
            await asyncio.sleep(0.002)
        await asyncio.to_thread(server.end_database, how)
        acked = set(hall.acked)
        assert len(acked) < len(ballots)

        await _while_it_is_away(hall, server)
        assert hall.acked == acked
        assert not casting.done()

        await asyncio.to_thread(server.start_database)
        assert acked <= set(await asyncio.to_thread(server.receipts))
        await asyncio.wait_for(casting, 30)
        assert set(told) <= {"ok", "server.busy"}
        assert told["ok"] == len(ballots)
        assert sorted(server.receipts()) == sorted(ballot.receipt for ballot in ballots)
        await _all_is_well(hall, server, round_id)


async def _insist(hall: Hall, ballot: Ballot, told: Counter[str]) -> None:
    """Cast as a phone does: whatever is refused for the moment is sent again, until it is taken."""
    await asyncio.sleep(random.uniform(0, 1))
    while True:
        answer = await hall.cast(ballot)
        told[answer] += 1
        if answer != "server.busy":
            return
        await asyncio.sleep(RESEND_S)


async def _while_it_is_away(hall: Hall, server: Upon) -> None:
    """The process lives, says that it is not ready, and what has been shown can still be asked for."""
    end = asyncio.get_running_loop().time() + AWAY_S
    while asyncio.get_running_loop().time() < end:
        assert await asyncio.to_thread(server.status, "/healthz") == 200
        assert await asyncio.to_thread(server.status, "/readyz") == 503
        await asyncio.sleep(0.2)
    assert server.runs()
    assert len((await hall.phones[0].sections())["rounds"]["rounds"]) == 1
    assert (await hall.post("join", {"token": hall.slips()[0]}))["error"]["code"] == "server.busy"
    with pytest.raises(Refused, match=r"connection\.lost"):  # and no refusal, after which a phone comes no more
        await hall.phone(hall.accesses[0])
    health = await hall.host.call("health.get")
    assert (health["database"], health["answers"]) == ("postgresql", False)
    assert health["queue"] > 0
    assert health["delay_ms"] > AWAY_S * 500
    assert health["sockets"]["seats"] == PHONES


async def _all_is_well(hall: Hall, server: Upon, round_id: str) -> None:
    """The same lines that stood before are told what follows, and every sum is right."""

    async def answers() -> bool:
        return bool((await hall.host.call("health.get"))["answers"])

    await until(answers)
    assert await asyncio.to_thread(server.status, "/readyz") == 200
    await hall.host.call("round.close", round_id=round_id)

    async def closed() -> bool:
        (shown,) = (await hall.phones[0].sections())["rounds"]["rounds"]
        return bool(shown["state"] == "closed")

    await until(closed)
    await hall.host.call("round.reveal", round_id=round_id, to="staff")
    assert [told["cast"] for told in server.results(hall.code)] == [PHONES, PHONES]
    hall.verify()
