"""How cost grows with the sockets: acks a second and the delay of an update at 100, 1000, 5000, 10000."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench import work
from bench.burst import Burst, all_done, burst
from bench.fanout import change_round
from bench.figures import median, ms, percentile, table
from bench.hall import Hall, settle
from bench.server import Server
from bench.standing import standing

_MOST_BURSTS = 10
_CHANGES = 3


@dataclass
class Cost:
    """The figures at one number of sockets."""

    sockets: int
    delegates: int = 0
    bursts: list[Burst] = field(default_factory=list)
    opens: list[list[float]] = field(default_factory=list)
    memory_kb: float = 0

    @property
    def rate(self) -> float:
        """Acks a second, the median of the bursts."""
        return median([one.rate for one in self.bursts])


def run(sizes: Sequence[int], acks: int) -> str:
    """Measure each size on a server of its own, `acks` at least in bursts, and give the printed table."""
    return report([_one(size, acks) for size in sizes])


def _one(size: int, acks: int) -> Cost:
    with Server() as server:
        imported = server.import_meeting(size)
        server.start()
        empty_kb = server.memory_kb()
        cost = asyncio.run(_measure(server, imported, size, acks))
        cost.memory_kb = (cost.memory_kb - empty_kb) / size
        server.app("verify", imported["meeting_code"])
        return cost


async def _measure(server: Server, imported: dict[str, Any], size: int, acks: int) -> Cost:
    cost = Cost(size)
    async with standing(server, imported, size) as hall:
        cost.memory_kb, cost.delegates = server.memory_kb(), len(hall.phones)
        await _cast(hall)  # warms up
        for _ in range(max(1, min(_MOST_BURSTS, math.ceil(acks / (size * len(hall.subject_ids)))))):
            cost.bursts.append(await _cast(hall))
        for _ in range(_CHANGES):
            opens, _ = await change_round(hall)
            cost.opens.append(opens)
    return cost


async def _cast(hall: Hall) -> Burst:
    """Let all score all subjects in a round of its own."""
    round_id = await hall.open_round()
    form = await work.form_of(hall.phones[0], round_id)
    prepared = work.ballots(work.CAST, hall.phones, round_id, hall.subject_ids, form)
    await settle()
    result = all_done(await burst(hall, prepared))
    await settle()
    await hall.close_round(round_id)
    return result


def report(costs: Sequence[Cost]) -> str:
    """Lay the figures out as a table."""
    rows = [
        ["sockets", "delegates", "acks", "acks/s", "ack p50", "ack p99", "CPU an ack", "update p50", "update p99",
         "deliveries/s", "longest pause", "KB a socket"],
    ]  # fmt: skip
    for cost in costs:
        delays = [delay for one in cost.bursts for delay in one.delays]
        opens = [delay for times in cost.opens for delay in times]
        rows.append(
            [
                str(cost.sockets),
                str(cost.delegates),
                str(len(delays)),
                f"{cost.rate:.0f}",
                *(ms(percentile(delays, percent)) for percent in (50, 99)),
                f"{sum(one.server_cpu for one in cost.bursts) / len(delays) * 1e6:.0f} us",
                *(ms(percentile(opens, percent)) for percent in (50, 99)),
                f"{len(opens) / sum(max(times) for times in cost.opens):.0f}",
                ms(max(one.pause for one in cost.bursts)),
                f"{cost.memory_kb:.0f}",
            ]
        )
    return table(
        "all delegates cast 4 ballots each at once, the other sockets are viewers; then a round opens (update)", rows
    )
