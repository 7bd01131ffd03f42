"""Everybody sends at once: each phone its prepared frames, the next as soon as the last is acked."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bench import frames
from bench.figures import percentile
from bench.phone import Phone

Prepared = tuple[int, str]


class Spending(Protocol):
    """A server process whose processor time can be read."""

    def cpu_seconds(self) -> float: ...


class Measurable(Protocol):
    """A server that takes bursts, and says how long its hub stood still."""

    @property
    def server(self) -> Spending: ...

    async def longest_pause(self) -> float: ...


@dataclass
class Burst:
    """What came of it: the time each ack took (seconds), what was not done, and what the server spent."""

    seconds: float = 0
    delays: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    deliveries: int = 0
    server_cpu: float = 0
    client_cpu: float = 0
    pause: float = 0

    @property
    def rate(self) -> float:
        """Acks a second."""
        return len(self.delays) / self.seconds

    def delay(self, percent: float) -> float:
        """Give a percentile of the acks' delay, in seconds."""
        return percentile(self.delays, percent)

    @property
    def cpu_each(self) -> float:
        """The server's processor time an ack, in seconds."""
        return self.server_cpu / len(self.delays)


async def burst(hall: Measurable, work: Sequence[tuple[Phone, Sequence[Prepared]]]) -> Burst:
    """Let every phone send its frames, all phones at once, and measure until the last ack is there."""
    result = Burst()
    await hall.longest_pause()
    pushed = sum(phone.pushed for phone, _ in work)
    server_cpu, client_cpu = hall.server.cpu_seconds(), time.process_time()
    start = time.perf_counter()
    await asyncio.gather(*(_send_all(phone, prepared, result) for phone, prepared in work))
    result.seconds = time.perf_counter() - start
    result.server_cpu = hall.server.cpu_seconds() - server_cpu
    result.client_cpu = time.process_time() - client_cpu
    result.deliveries = sum(phone.pushed for phone, _ in work) - pushed
    result.pause = await hall.longest_pause()
    return result


def all_done(result: Burst) -> Burst:
    """Refuse figures of a burst in which anything was not carried out."""
    if result.refused:
        raise RuntimeError(f"not everything was carried out: {result.refused.most_common(3)}")
    return result


async def _send_all(phone: Phone, prepared: Sequence[Prepared], result: Burst) -> None:
    for one in prepared:
        start = time.perf_counter()
        text = await phone.send(one)
        result.delays.append(time.perf_counter() - start)
        if not frames.is_done(text):
            result.refused[text[:160]] += 1
