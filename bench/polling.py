"""Viewers without a socket: they ask for the public snapshot again and again on kept connections, as the page does.

A lean asker: bytes prepared beforehand, an answer's head searched for two fields. Each asks as soon as it is answered.
"""

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Polled:
    """What came of it: the answers by status, the seconds, the delay of each, and the bytes of the last whole one."""

    seconds: float = 0
    answers: dict[int, int] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)
    bytes_each: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.delays) / self.seconds


class _Asker(asyncio.Protocol):
    """One kept connection."""

    def __init__(self, request: bytes, tag: bytes, end: float, polled: Polled, over: asyncio.Future[None]) -> None:
        self._request, self._tag, self._end, self._polled, self._over = request, tag, end, polled, over
        self._got = b""
        self._asked = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._got += data
        if (size := _answer_bytes(self._got)) is None:
            return
        status = int(self._got[9:12])
        self._polled.answers[status] = self._polled.answers.get(status, 0) + 1
        self._polled.delays.append(time.perf_counter() - self._asked)
        self._polled.bytes_each = size
        self._got = b""
        if time.perf_counter() < self._end:
            self._ask()
        else:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self._over.done():
            self._over.set_result(None)

    def _ask(self) -> None:
        self._asked = time.perf_counter()
        self._transport.write(self._request)


def _answer_bytes(got: bytes) -> int | None:
    """Give the size of the answer once it is whole."""
    head = got.find(b"\r\n\r\n")
    if head < 0:
        return None
    body = head + 4
    if got.startswith(b"HTTP/1.1 304"):
        return body
    fields = got[:head].lower()
    if b"transfer-encoding: chunked" in fields:
        return len(got) if got.endswith(b"0\r\n\r\n") else None
    length = int(fields.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
    return body + length if len(got) >= body + length else None
