"""The system's clock is set an hour forth or back in mid-round: no deadline, no timer, no access feels it."""

from __future__ import annotations

import asyncio
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.conftest import VictimOf
from tests.faults.hall import Hall, Json, hall_of, run, until
from tests.faults.server import Victim, build

PHONES, HOUR = 20, 3600


class Offset:
    """How far the process's wall clock is off, in seconds: it reads this file anew each time."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "offset"
        self.environment = {"LD_PRELOAD": str(build(folder, "clock")), "CLOCK_OFFSET": str(self._file)}
        self.set(0)

    def set(self, seconds: int) -> None:
        """Set the clock, also of a process that runs."""
        with self._file.open("r+b" if self._file.exists() else "wb") as file:
            file.write(struct.pack("l", seconds))

    def seen_by_a_process(self) -> float:
        """How far off a new process finds the clock: the proof that the library is in effect."""
        say = [sys.executable, "-c", "import time; print(time.time())"]
        said = subprocess.run(say, env=self.environment, check=True, capture_output=True, text=True)
        return float(said.stdout) - time.time()


def test_the_clock_leaps_in_mid_round(victim: VictimOf, tmp_path: Path) -> None:
    """The round stays open and takes ballots, phones come in as before, and it closes when its time has passed."""
    offset = Offset(tmp_path)
    server = victim(**offset.environment)
    server.start()
    run(_leaps(server, offset))


async def _leaps(server: Victim, offset: Offset) -> None:
    async with hall_of(server, PHONES) as hall:
        round_id = await hall.open_round(seconds=600)
        ballots = await hall.ballots(round_id)
        before = await hall.host.sections()
        for leap, part in ((HOUR, ballots[:PHONES]), (-HOUR, ballots[PHONES:])):
            offset.set(leap)
            assert offset.seen_by_a_process() == pytest.approx(leap, abs=5)
            await asyncio.sleep(1.5)
            await _all_is_as_it_was(hall, before)
            await hall.come_back()
            assert set(await hall.cast_all(part)) == {"ok"}
        await _closes_in_time(server, hall, round_id)
        hall.verify()


async def _all_is_as_it_was(hall: Hall, before: Json) -> None:
    """Round and timers stand where they were, it is the same time, and slips that are taken are still known."""
    after = await hall.host.call("sync")
    assert after["sections"]["rounds"] == before["rounds"]
    assert after["sections"]["stage"] == before["stage"]
    assert abs(after["now"] / 1000 - time.time()) < 1
    again = await hall.post("join", {"token": hall.slips()[0]})
    assert again["error"]["code"] == "seat.bound_elsewhere"


async def _closes_in_time(server: Victim, hall: Hall, round_id: str) -> None:
    """Move the round's end to be near; it is closed then, no earlier and not much later."""
    due = time.time() + 2
    server.change("UPDATE round SET closes_at = :at WHERE id = :id", at=int(due * 1000), id=round_id)

    async def closed() -> bool:
        return bool((await hall.host.sections())["rounds"]["rounds"][0]["state"] == "closed")

    await until(closed)
    assert -0.2 < time.time() - due < 3
