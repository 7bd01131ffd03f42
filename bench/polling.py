"""Viewers without a socket: they ask for the public snapshot again and again on kept connections, as the page does.

A lean asker, so that nginx is what is measured: the request is bytes made once, of the answer only its size is read.
Each connection asks anew as soon as it is answered.
"""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_END, _LAST_CHUNK = b"\r\n\r\n", b"\r\n0\r\n\r\n"


@dataclass
class Polled:
    """What came of it: how many answers of which status, after how many seconds, and how many bytes each had."""

    answers: Counter[int] = field(default_factory=Counter)
    delays: list[float] = field(default_factory=list)
    bytes_each: int = 0
    seconds: float = 0


class _Asker(asyncio.Protocol):
    """One connection, until it is time or nginx closes it."""

    def __init__(self, request: bytes, end: float, polled: Polled) -> None:
        self._request, self._end, self._polled = request, end, polled
        self._got, self._asked = b"", 0.0
        self._transport: asyncio.Transport | None = None
        self.over = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask first."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask(transport)

    def data_received(self, data: bytes) -> None:
        """Note an answer once it is whole, and ask again."""
        self._got += data
        assert self._transport is not None
        if not _is_whole(self._got):
            return
        self._polled.answers[int(self._got[9:12])] += 1
        self._polled.delays.append(time.perf_counter() - self._asked)
        self._polled.bytes_each, self._got = len(self._got), b""
        if time.perf_counter() < self._end:
            self._ask(self._transport)
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let whoever waits go on."""
        if not self.over.done():
            self.over.set_result(None)

    def _ask(self, transport: asyncio.Transport) -> None:
        self._asked = time.perf_counter()
        transport.write(self._request)


def _is_whole(got: bytes) -> bool:
    """Say whether an answer is complete: with its length, in chunks, or without a body."""
    head, found, body = got.partition(_END)
    if not found or got.startswith(b"HTTP/1.1 304"):
        return bool(found)
    fields = head.lower()
    if b"transfer-encoding: chunked" in fields:
        return got.endswith(_LAST_CHUNK)
    length = fields.partition(b"content-length:")[2].partition(b"\r\n")[0]
    return len(body) >= int(length)


async def poll(url: str, seconds: float, connections: int, tag: str = "") -> Polled:
    """Ask for `seconds` on so many connections at once; with a `tag` as who has the state of that tag already."""
    polled, parts = Polled(), urlsplit(url)
    known = f"If-None-Match: {tag}\r\n" if tag else ""
    request = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept-Encoding: gzip\r\n{known}\r\n".encode()
    start = time.perf_counter()
    end = start + seconds

    async def ask() -> None:
        while time.perf_counter() < end:  # nginx closes a connection after a thousand answers
            _, asker = await loop.create_connection(
                lambda: _Asker(request, end, polled), parts.hostname or "", parts.port or 80
            )
            await asker.over

    loop = asyncio.get_running_loop()
    await asyncio.gather(*(ask() for _ in range(connections)))
    polled.seconds = time.perf_counter() - start
    return polled
