"""The same ballots to our server and to the plain Node peer, side by side in one run."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bench import work
from bench.burst import Burst, all_done, burst
from bench.figures import median, ms, table, verdict
from bench.hall import Hall, http_client, settle, spread
from bench.peer import Peer
from bench.phone import Phone
from bench.server import Server
from bench.standing import standing

_TARGET_PHONES = 1000


@dataclass
class Compared:
    """The bursts of both, pair by pair; how many ballots the peer counts at the end; the memory a phone took (KB)."""

    ours: list[Burst] = field(default_factory=list)
    peers: list[Burst] = field(default_factory=list)
    peer_counts: dict[str, int] = field(default_factory=dict)
    our_memory_kb: int = 0
    peer_memory_kb: int = 0

    def ratio(self) -> float:
        """Give our rate of acks over the peer's, the median of the pairs."""
        return median([ours.rate / peer.rate for ours, peer in zip(self.ours, self.peers, strict=True)])


@dataclass(frozen=True)
class PeerHall:
    """The peer with the phones connected to it."""

    server: Peer
    phones: list[Phone]

    async def longest_pause(self) -> float:
        """Give nothing: the peer has no probe."""
        return float("nan")


def run(seats: int, pairs: int) -> str:
    """Measure and give the printed table."""
    with Peer(seats) as peer, Server() as server:
        imported = server.import_meeting(seats)
        server.start()
        compared = asyncio.run(_measure(server, peer, imported, pairs))
        server.app("verify", imported["meeting_code"])
    wanted = seats * len(imported["subjects"]) * (pairs + 1)
    if set(compared.peer_counts.values()) != {wanted}:
        raise RuntimeError(f"the peer stored {compared.peer_counts}, not {wanted} each")
    return report(seats, compared)


async def _measure(server: Server, peer: Peer, imported: dict[str, Any], pairs: int) -> Compared:
    compared = Compared()
    async with standing(server, imported, peer.seats) as hall, http_client() as http:
        other = PeerHall(peer, [Phone(access) for access in peer.accesses()])
        try:
            await spread(lambda phone: phone.connect(http, peer.url), other.phones)
            await _pair(hall, other, 0, Compared())  # warms up
            for number in range(1, pairs + 1):
                await _pair(hall, other, number, compared)
            compared.our_memory_kb, compared.peer_memory_kb = server.memory_kb(), peer.memory_kb()
            compared.peer_counts = await other.phones[0].call("bench.count")
        finally:
            await asyncio.gather(*(phone.close() for phone in other.phones))
    return compared


async def _pair(hall: Hall, other: PeerHall, number: int, compared: Compared) -> None:
    """Send the same ballots to both, one after the other, each first in every second pair."""
    round_id = await hall.open_round()
    form = await work.form_of(hall.phones[0], round_id)
    ours = work.ballots(work.CAST, hall.phones, round_id, hall.subject_ids, form)
    peers = work.ballots(work.CAST, other.phones, round_id, hall.subject_ids, form)
    await settle()
    if number % 2:
        compared.ours.append(all_done(await burst(hall, ours)))
        await settle()
    compared.peers.append(all_done(await burst(other, peers)))
    if not number % 2:
        await settle()
        compared.ours.append(all_done(await burst(hall, ours)))
    await settle()
    await hall.close_round(round_id)


def report(seats: int, compared: Compared) -> str:
    """Lay the figures out as a table, with the verdict."""
    rows = [["run", "acks", "acks/s", "min", "p50", "p95", "p99", "CPU an ack", "load generator"]]
    for number, (ours, peer) in enumerate(zip(compared.ours, compared.peers, strict=True), 1):
        rows += [_row(f"ours {number}", ours), _row(f"Node peer {number}", peer)]
    title = f"{seats} phones on each server, each scores 4 subjects; ours and the Node peer in turn"
    memory = f"{compared.our_memory_kb / 1024:.0f} MB, Node peer {compared.peer_memory_kb / 1024:.0f} MB"
    summary = [
        ["figure", "value"],
        ["acks/s, ours, median", f"{median([b.rate for b in compared.ours]):.0f}"],
        ["acks/s, Node peer, median", f"{median([b.rate for b in compared.peers]):.0f}"],
        ["server memory at the end: ours", memory],
    ]
    ratio = compared.ratio()
    said = verdict("acks/s at least 1.0 times the Node peer", f"{ratio:.2f} times", ratio >= 1, seats >= _TARGET_PHONES)
    return table(title, rows) + "\n" + table("In short (ratio: median of the pairs)", summary) + "\n" + said


def _row(name: str, result: Burst) -> list[str]:
    return [
        name,
        str(len(result.delays)),
        f"{result.rate:.0f}",
        *(ms(result.delay(percent)) for percent in (0, 50, 95, 99)),
        f"{result.cpu_each * 1e6:.0f} us",
        f"{result.client_cpu / result.seconds * 100:.0f} % of a core",
    ]
