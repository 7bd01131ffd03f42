"""How fast ballots are stored: paired with the bare echo, and against the obvious way."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bench import work
from bench.burst import Burst, all_done, burst
from bench.clustered import of_what, opened
from bench.figures import median, ms, table
from bench.hall import Hall, check_in, connect, enter, http_client, join, settle
from bench.server import Served

_BASELINE_SUBJECTS = 1
_BASELINE_SLOW = 5
"""With a slow disk a fifth of the phones: a thousand would stop the hub for so long that pings die and phones drop."""


@dataclass(frozen=True)
class Options:
    """What is asked for on the command line."""

    seats: int
    pairs: int = 5
    baseline: bool = False
    slow_disk_ms: int = 0
    mixed: bool = False
    cluster: bool = False

    @property
    def late(self) -> int:
        """How many more phones check in and ask during each burst: one for twenty that score."""
        return max(1, self.seats // 20) if self.mixed else 0

    @property
    def phones(self) -> int:
        """All phones; the late ones are others in each burst, and one burst warms up."""
        return self.seats + self.late * (self.pairs + 1)


@dataclass
class Measured:
    """All figures of one run."""

    connects: float = 0
    memory_before_kb: int = 0
    memory_after_kb: int = 0
    memory_end_kb: int = 0
    connect_pause: float = 0
    echoes: list[Burst] = field(default_factory=list)
    casts: list[Burst] = field(default_factory=list)
    seals: list[float] = field(default_factory=list)
    seal_pauses: list[float] = field(default_factory=list)
    baseline: Burst | None = None

    def to_echo(self) -> float:
        """Give the ballots' rate over the echo's, the median of the pairs."""
        return median([cast.rate / echo.rate for cast, echo in zip(self.casts, self.echoes, strict=True)])

    def to_baseline(self) -> float | None:
        """Give the ballots' median rate over that of the obvious way."""
        return median([cast.rate for cast in self.casts]) / self.baseline.rate if self.baseline else None


def run(options: Options) -> str:
    """Measure and give the printed tables."""
    with opened(options.cluster, options.slow_disk_ms) as server:
        imported = server.import_meeting(options.phones)
        server.start()
        measured = asyncio.run(_measure(options, server, imported))
        server.app("verify", imported["meeting_code"])  # count and recount agree, or this fails
        return report(options, measured)


async def _measure(options: Options, server: Served, imported: dict[str, Any]) -> Measured:
    measured = Measured()
    async with http_client() as http:
        hall = await enter(server, http, imported)
        try:
            await _connect(hall, options, measured)
            await hall.host.call("meeting.open")
            await check_in(hall.phones[: options.seats])
            await hall.host.call("meeting.start")
            await _pair(hall, options, 0, Measured())  # warms up
            for number in range(1, options.pairs + 1):
                await _pair(hall, options, number, measured)
            if options.baseline:
                measured.baseline = await _obvious_way(hall, options)
            measured.memory_end_kb = server.memory_kb()
        finally:
            await asyncio.gather(*(phone.close() for phone in [hall.host, *hall.phones]))
    return measured


async def _connect(hall: Hall, options: Options, measured: Measured) -> None:
    await join(hall, options.phones)
    await hall.longest_pause()
    measured.memory_before_kb = hall.server.memory_kb()
    measured.connects = await connect(hall)
    await settle()
    measured.memory_after_kb = hall.server.memory_kb()
    measured.connect_pause = await hall.longest_pause()


async def _pair(hall: Hall, options: Options, number: int, measured: Measured) -> None:
    """Measure the echo and the ballots one after the other, so that both have the same machine."""
    round_id = await hall.open_round()
    voters = hall.phones[: options.seats]
    form = await work.form_of(voters[0], round_id)
    await settle()
    echo = work.ballots(work.ECHO, voters, round_id, hall.subject_ids, form)
    measured.echoes.append(all_done(await burst(hall, echo)))
    cast = work.ballots(work.CAST, voters, round_id, hall.subject_ids, form)
    first = options.seats + number * options.late
    cast += work.arrivals(hall.phones[first : first + options.late], hall.subject_ids[0])
    measured.casts.append(all_done(await burst(hall, cast)))
    await settle()
    await hall.longest_pause()
    measured.seals.append(await hall.close_round(round_id))
    measured.seal_pauses.append(await hall.longest_pause())


async def _obvious_way(hall: Hall, options: Options) -> Burst:
    """Store the ballots of one subject by one ORM transaction each."""
    round_id = await hall.open_round()
    voters = hall.phones[: options.seats // (_BASELINE_SLOW if options.slow_disk_ms else 1)]
    form = await work.form_of(hall.host, round_id)
    subjects = hall.subject_ids[:_BASELINE_SUBJECTS]
    await settle()
    return all_done(await burst(hall, work.ballots(work.BASELINE, voters, round_id, subjects, form)))


def report(options: Options, measured: Measured) -> str:
    """Lay the figures out as tables."""
    rows = [["run", "acks", "acks/s", "min", "p50", "p95", "p99", "deliveries", "longest pause", "CPU an ack"]]
    for number, (echo, cast) in enumerate(zip(measured.echoes, measured.casts, strict=True), 1):
        rows += [_row(f"echo {number}", echo), _row(f"ballots {number}", cast)]
    if measured.baseline:
        rows.append(_row("baseline", measured.baseline))
    return table(_title(options), rows) + "\n" + table("In short", _summary(options, measured))


def _title(options: Options) -> str:
    disk = f", {options.slow_disk_ms} ms on every sync" if options.slow_disk_ms else ""
    mixed = f", {options.late} phones a burst check in and ask meanwhile" if options.mixed else ""
    return f"{options.seats} phones{of_what(options.cluster)}, each scores 4 subjects{disk}{mixed}"


def _row(name: str, result: Burst) -> list[str]:
    return [
        name,
        str(len(result.delays)),
        f"{result.rate:.0f}",
        *(ms(result.delay(percent)) for percent in (0, 50, 95, 99)),
        str(result.deliveries),
        ms(result.pause),
        f"{result.cpu_each * 1e6:.0f} us",
    ]


def _summary(options: Options, measured: Measured) -> list[list[str]]:
    phones_kb = (measured.memory_after_kb - measured.memory_before_kb) / options.phones
    busy = sum(b.client_cpu for b in measured.casts) / sum(b.seconds for b in measured.casts)
    rows = [
        ["figure", "value"],
        ["connects/s (with the first state)", f"{measured.connects:.0f}"],
        ["longest pause while connecting", ms(measured.connect_pause)],
        ["server memory before, after connecting, at the end", _megabytes(measured)],
        ["server memory a connected phone", f"{phones_kb:.0f} KB"],
        ["acks/s, echo, median", f"{median([b.rate for b in measured.echoes]):.0f}"],
        ["acks/s, ballots, median", f"{median([b.rate for b in measured.casts]):.0f}"],
        ["ballots to echo, median of the pairs", f"{measured.to_echo() * 100:.0f} %"],
        ["longest pause while casting, worst run", ms(max(b.pause for b in measured.casts))],
        ["seal of a round, median", ms(median(measured.seals))],
        ["longest pause while sealing, worst", ms(max(measured.seal_pauses))],
        ["load generator busy", f"{busy * 100:.0f} % of a core"],
    ]
    if (ratio := measured.to_baseline()) is not None:
        rows.insert(8, ["ballots to baseline", f"{ratio:.1f} times"])
    return rows


def _megabytes(measured: Measured) -> str:
    kb = (measured.memory_before_kb, measured.memory_after_kb, measured.memory_end_kb)
    return ", ".join(f"{n / 1024:.0f} MB" for n in kb)
