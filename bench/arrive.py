"""A hall arrives: everybody scans a slip within a minute, all behind one address."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bench.clustered import of_what, opened
from bench.figures import ms, percentile, table
from bench.hall import Hall, enter, http_client
from bench.phone import Phone, Refused
from bench.server import Served


@dataclass
class Arrival:
    """How long each phone took (seconds) for the page, to be in, and checked in; and why some were not."""

    page: list[float] = field(default_factory=list)
    first_state: list[float] = field(default_factory=list)
    checked_in: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)
    pause: float = 0


def run(seats: int, within: float, cluster: bool = False) -> str:
    """Measure and give the printed table."""
    with opened(cluster) as server:
        imported = server.import_meeting(seats)
        server.start()
        return report(seats, within, cluster, asyncio.run(_measure(server, imported, within)))


async def _measure(server: Served, imported: dict[str, Any], within: float) -> Arrival:
    arrival = Arrival()
    async with http_client() as http:
        hall = await enter(server, http, imported)
        try:
            await hall.host.call("meeting.open")
            await hall.longest_pause()
            await asyncio.gather(*(_scan(hall, token, within, arrival) for token in hall.slips()))
            arrival.pause = await hall.longest_pause()
        finally:
            await asyncio.gather(*(phone.close() for phone in [hall.host, *hall.phones]))
    return arrival


async def _scan(hall: Hall, token: str, within: float, arrival: Arrival) -> None:
    """Open the slip's page, join, connect, read the state, check in, at some moment of the time there is."""
    await asyncio.sleep(random.uniform(0, within))
    start = time.perf_counter()
    try:
        async with hall.http.get(f"{hall.server.url}/j/{token}") as page:
            page.raise_for_status()
            await page.read()
        arrival.page.append(time.perf_counter() - start)
        phone = Phone(await hall.join(token))
        hall.phones.append(phone)
        await phone.connect(hall.http, hall.server.url)
        await phone.sections()
        arrival.first_state.append(time.perf_counter() - start)
        await phone.call("seat.check_in")
        arrival.checked_in.append(time.perf_counter() - start)
    except Refused as refused:
        arrival.failed[refused.code] += 1
    except (aiohttp.ClientError, TimeoutError) as error:
        arrival.failed[type(error).__name__] += 1


def report(seats: int, within: float, cluster: bool, arrival: Arrival) -> str:
    """Lay the figures out as a table."""
    rows = [["from the scan to", "phones", "p50", "p95", "p99", "last"]]
    steps = (("page", arrival.page), ("first state", arrival.first_state), ("checked in", arrival.checked_in))
    for name, delays in steps:
        rows.append([name, str(len(delays)), *(ms(percentile(delays, percent)) for percent in (50, 95, 99, 100))])
    failed = ", ".join(f"{code} {n}" for code, n in arrival.failed.items()) or "none"
    title = f"{seats} phones join within {within:.0f} s from one address{of_what(cluster)}"
    return table(title, rows) + f"\nnot in: {failed}; longest pause of the hub: {ms(arrival.pause)}\n"
