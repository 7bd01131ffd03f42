"""kill -9 while a hall of 500 casts: what was acknowledged is there, what was not arrives, nothing is there twice."""

from __future__ import annotations

import asyncio
from collections import Counter

from tests.faults.conftest import VictimOf
from tests.faults.hall import hall_of, run
from tests.faults.server import Victim

PHONES = 500


def test_kill_9_while_500_phones_cast(victim: VictimOf) -> None:
    """Killed after a third of the acks; all phones come back to the new process and send all they have once more."""
    server = victim()
    server.start()
    run(_killed(server))


async def _killed(server: Victim) -> None:
    async with hall_of(server, PHONES) as hall:
        round_id = await hall.open_round()
        ballots = await hall.ballots(round_id)
        casting = asyncio.ensure_future(hall.cast_all(ballots, within=1.5))
        while len(hall.acked) < len(ballots) // 3:
            await asyncio.sleep(0.002)
        server.kill()
        told = Counter(await casting)
        acked = set(hall.acked)
        assert told["ok"] == len(acked) < len(ballots)
        assert set(told) == {"ok", "connection.lost"}

        server.start()
        found = server.receipts()
        assert acked <= set(found)
        assert len(found) == len(set(found))
        await hall.come_back()
        assert Counter(await hall.cast_all(ballots, within=1)) == {"ok": len(ballots)}
        assert sorted(server.receipts()) == sorted(ballot.receipt for ballot in ballots)
        hall.verify()

        await hall.host.call("round.close", round_id=round_id)
        await hall.host.call("round.reveal", round_id=round_id, to="staff")
        assert [told["cast"] for told in server.results(hall.code)] == [PHONES, PHONES]
        hall.verify()
