"""A meeting under way: all phones joined, connected with their state and checked in, the host has begun."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bench.hall import Hall, check_in, connect, enter, http_client, join
from bench.server import Served


@asynccontextmanager
async def standing(server: Served, imported: dict[str, Any], seats: int) -> AsyncIterator[Hall]:
    """Give the hall of a meeting that has been started; everybody hangs up at the end."""
    async with http_client() as http:
        hall = await enter(server, http, imported)
        try:
            await join(hall, seats)
            await connect(hall)
            await hall.host.call("meeting.open")
            await check_in(hall.phones)
            await hall.host.call("meeting.start")
            yield hall
        finally:
            await asyncio.gather(*(phone.close() for phone in [hall.host, *hall.everybody]))
