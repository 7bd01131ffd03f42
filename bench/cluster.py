"""What an ack costs as the server grows: the same ballots on one process and on the cluster, in turn in one run.

Two cores that the load generator shares cannot show that a cluster is faster. What they show is the server's own
processor time an ack, of all its processes together: as long as it hardly grows, acks grow with the cores.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from typing import Any

from bench import work
from bench.burst import Burst, all_done, burst
from bench.clustered import PROCESSES, Backing, Clustered, child_seconds
from bench.figures import median, ms, table, verdict
from bench.hall import Hall, settle
from bench.server import Served, Server
from bench.standing import standing

HALLS = 3
"""So many halls of phones are connected at once, one for each way to serve."""
_TARGET_PHONES, _TARGET = 500, 1.3
_UNPROBED = {"BENCH_PROBE": "off"}
"""Two processes would have two probes."""
_SQLITE, _POSTGRESQL = "1 process, SQLite", "1 process, PostgreSQL"
_CLUSTER = f"{PROCESSES} processes, nginx"
_NOTES = (
    "CPU an ack: all server processes together, Python and what it sends; PostgreSQL (with all its backends), nginx",
    "and Redis apart. The cluster's phones are spread over both processes by nginx (SPREAD=client). All share two",
    "cores with the load generator, so acks/s shows no speed-up: only more cores can. The ratio is of the medians.",
)


@dataclass
class Way:
    """One way to serve: who spends beside the server, and what came of the bursts."""

    name: str
    server: Served
    others: Callable[[], dict[str, float]]
    bursts: list[Burst] = field(default_factory=list)
    spent: list[Counter[str]] = field(default_factory=list)

    def each_us(self) -> float:
        """Give the server's processor time an ack, the median of the bursts, in microseconds."""
        return median([one.cpu_each for one in self.bursts]) * 1e6

    @property
    def others_us(self) -> dict[str, float]:
        """Give what each of the others spent an ack over all bursts, in microseconds."""
        acks = sum(len(one.delays) for one in self.bursts)
        return {name: sum(one[name] for one in self.spent) / acks * 1e6 for name in self.others()}


def run(seats: int, bursts: int) -> str:
    """Measure and give the printed table."""
    with ExitStack() as stack:
        backing = stack.enter_context(Backing())
        alone = stack.enter_context(Server(settings=_UNPROBED))
        other = stack.enter_context(Server(settings={**_UNPROBED, "DATABASE_URL": backing.database("alone")}))
        clustered = stack.enter_context(Clustered(backing, settings=_UNPROBED))
        database = backing.postgresql
        ways = [
            Way(_SQLITE, alone, dict),
            Way(_POSTGRESQL, other, lambda: {database.name: child_seconds(database)}),
            Way(_CLUSTER, clustered, clustered.others_seconds),
        ]
        imported = [way.server.import_meeting(seats) for way in ways]
        for way in ways:
            way.server.start()
        sockets = asyncio.run(_measure(ways, imported, seats, bursts, clustered))
        for way, meeting in zip(ways, imported, strict=True):
            way.server.app("verify", meeting["meeting_code"])
        return report(seats, ways, sockets)


async def _measure(
    ways: Sequence[Way], imported: Sequence[dict[str, Any]], seats: int, bursts: int, clustered: Clustered
) -> list[int]:
    async with AsyncExitStack() as stack:
        halls = [
            await stack.enter_async_context(standing(way.server, meeting, seats))
            for way, meeting in zip(ways, imported, strict=True)
        ]
        for number in range(bursts + 1):
            # another one begins each time, so that none always has the machine as another left it
            turn = number % len(ways)
            for way, hall in [*zip(ways, halls, strict=True)][turn:] + [*zip(ways, halls, strict=True)][:turn]:
                done, spent = await _cast(way, hall)
                if number:  # the first warms up
                    way.bursts.append(done)
                    way.spent.append(spent)
        return [server.sockets() for server in clustered.servers]


async def _cast(way: Way, hall: Hall) -> tuple[Burst, Counter[str]]:
    """Let all score all subjects in a round of its own; give also what the others spent on it."""
    round_id = await hall.open_round()
    prepared = work.ballots(
        work.CAST, hall.phones, round_id, hall.subject_ids, await work.form_of(hall.phones[0], round_id)
    )
    await settle()
    before = Counter(way.others())
    done = all_done(await burst(hall, prepared))
    spent = Counter(way.others())
    spent.subtract(before)
    await settle()
    await hall.close_round(round_id)
    return done, spent


def report(seats: int, ways: Sequence[Way], sockets: Sequence[int]) -> str:
    """Lay the figures out as tables, with the verdict."""
    rows = [["run", "acks", "acks/s", "p50", "p99", "CPU an ack", "load generator"]]
    for number in range(len(ways[0].bursts)):
        rows += [_row(f"{way.name} {number + 1}", way.bursts[number]) for way in ways]
    others = list(dict.fromkeys(name for way in ways for name in way.others_us))
    summary = [["server", "acks/s", "CPU an ack", "to SQLite", "to PostgreSQL", *others]]
    single, postgresql = (way.each_us() for way in ways[:2])
    for way in ways:
        each = way.each_us()
        apart = [_us(way.others_us[name]) if name in way.others_us else "-" for name in others]
        rate = median([one.rate for one in way.bursts])
        summary.append([way.name, f"{rate:.0f}", _us(each), f"{each / single:.2f}", f"{each / postgresql:.2f}", *apart])
    said = verdict(
        f"CPU an ack on the cluster at most {_TARGET} times the single process's",
        f"{ways[-1].each_us() / single:.2f} times (SQLite), {ways[-1].each_us() / postgresql:.2f} times (PostgreSQL)",
        ways[-1].each_us() <= _TARGET * single,
        seats >= _TARGET_PHONES,
    )
    spread = f"The cluster's sockets: {' and '.join(str(n) for n in sockets)}."
    title = f"{seats} phones on each, each scores 4 subjects; in turn"
    notes = "\n".join([*_NOTES, spread])
    return f"{table(title, rows)}\n{table('In short (medians)', summary)}\n{notes}\n\n{said}"


def _row(name: str, result: Burst) -> list[str]:
    return [
        name,
        str(len(result.delays)),
        f"{result.rate:.0f}",
        *(ms(result.delay(percent)) for percent in (50, 99)),
        _us(result.cpu_each * 1e6),
        f"{result.client_cpu / result.seconds * 100:.0f} % of a core",
    ]


def _us(microseconds: float) -> str:
    return f"{microseconds:.0f} us"
