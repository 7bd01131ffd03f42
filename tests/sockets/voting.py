"""Voters who cast while a server is killed."""

from __future__ import annotations

import asyncio

from tests.sockets.hall import GU, QIN, Hall, Server
from tests.sockets.wire import Json, Wire


class Voting:
    """Voters who each cast two ballots, one after another, while a server is killed."""

    def __init__(self, hall: Hall, seats: list[Wire], round_id: str) -> None:
        self.seats = seats
        self.sheets = [[hall.sheet(round_id, key) for key in (QIN, GU)] for _ in seats]
        self.receipts: dict[str, str] = {}
        """Acked ballots: their ids and receipts."""

    async def until_killed(self, server: Server) -> None:
        """Let everybody vote; kill the server once a third of the ballots are acked."""
        voting = [asyncio.ensure_future(self._vote(n)) for n in range(len(self.seats))]
        while len(self.receipts) < 2 * len(self.seats) // 3:
            await asyncio.sleep(0.001)
        server.kill()
        await asyncio.gather(*voting, return_exceptions=True)

    async def _vote(self, n: int) -> None:
        await asyncio.sleep(n * 0.01)
        for sheet in self.sheets[n]:
            ack = await self.seats[n].say("ballot.cast", sheet, timeout=3)
            self.receipts[sheet["ballot_id"]] = ack["data"]["receipt"]

    def of_all(self) -> list[Json]:
        """Return every ballot."""
        return [sheet for sheets in self.sheets for sheet in sheets]
