"""A disk that takes 30 or 300 ms for every sync: ballots wait for it together, and nobody else waits at all."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bench import slowdisk
from tests.database import on_sqlite_files
from tests.faults.conftest import VictimOf
from tests.faults.hall import Hall, hall_of, run
from tests.faults.server import Victim

pytestmark = on_sqlite_files

PHONES = 60
NEVER_LONGER_S = 1.5
"""How long an answer that needs no disk may take: milliseconds on a quiet machine, this on one where others work."""


@pytest.mark.parametrize("ms", [30, 300])
def test_ballots_share_a_slow_sync(victim: VictimOf, tmp_path: Path, ms: int) -> None:
    """A hundred and more at once are acknowledged within a few syncs; what needs no disk is answered meanwhile."""
    server = victim(**slowdisk.environment(tmp_path, ms))
    (tmp_path / "proof.db").unlink()
    server.start()
    run(_slow(server, ms / 1000))


async def _slow(server: Victim, sync_s: float) -> None:
    async with hall_of(server, PHONES) as hall:
        round_id = await hall.open_round()
        ballots = await hall.ballots(round_id)
        commits = server.figure("shuping_commits_total")
        start = time.monotonic()
        casting = asyncio.ensure_future(hall.cast_all(ballots))
        longest = await _longest_answer(hall, casting)
        assert set(await casting) == {"ok"}

        assert time.monotonic() - start > sync_s
        assert longest < NEVER_LONGER_S
        assert server.figure("shuping_commits_total") - commits < len(ballots) / 5
        await hall.host.call("round.close", round_id=round_id)
        hall.verify()


async def _longest_answer(hall: Hall, casting: asyncio.Future[list[str]]) -> float:
    """Ask for the state again and again until all is cast; return the longest that an answer took."""
    longest = 0.0
    while not casting.done():
        start = time.monotonic()
        await hall.host.sections()
        longest = max(longest, time.monotonic() - start)
        await asyncio.sleep(0.05)
    return longest
