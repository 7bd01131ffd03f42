"""A socket that does not read: it says what it must to stay on the line, and lets all that comes stand."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import struct
from typing import Any
from urllib.parse import urlsplit

from bench import frames

RECEIVES = 4096
"""What the system of such a client takes in beside what the client reads, about."""


class Deaf:
    """One websocket by hand. Until ``listen`` nothing is read after the first state."""

    def __init__(self, access: str) -> None:
        self.access = access
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter
        self._pongs: asyncio.Task[None]

    async def connect(self, url: str) -> None:
        """Connect, take the first state, then hear no more."""
        where = urlsplit(url)
        plug = socket.socket()
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVES)
        plug.setblocking(False)
        await asyncio.get_running_loop().sock_connect(plug, (where.hostname, where.port))
        self._reader, self._writer = await asyncio.open_connection(sock=plug, limit=RECEIVES)
        head = (
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", f"Host: {where.netloc}", "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", "", "",
        )  # fmt: skip
        self._writer.write("\r\n".join(head).encode())
        await self._reader.readuntil(b"\r\n\r\n")
        await self.hear(frames.OPEN)
        self.say(frames.connect(self.access))
        await self.hear(frames.CONNECTED)
        self.ask("sync")
        await self.hear(frames.ACK)

    def ask(self, name: str) -> None:
        """Send a command without caring for its ack."""
        self.say(frames.command(0, name, {}))

    def say(self, text: str) -> None:
        """Send a frame of text."""
        data, mask = text.encode(), os.urandom(4)
        assert len(data) < 65536
        size = bytes((0x80 | len(data),)) if len(data) < 126 else struct.pack("!BH", 0x80 | 126, len(data))
        self._writer.write(b"\x81" + size + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(data)))

    async def next(self) -> str:
        """Read one frame."""
        _, size = await self._reader.readexactly(2)
        if size == 126:
            (size,) = struct.unpack("!H", await self._reader.readexactly(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", await self._reader.readexactly(8))
        return (await self._reader.readexactly(size)).decode()

    async def hear(self, start: str) -> str:
        """Read until a frame that starts so."""
        while not (text := await self.next()).startswith(start):
            pass
        return text

    async def stay(self) -> None:
        """Answer pings that it has not read, so that the server takes it for alive."""
        with contextlib.suppress(OSError):
            while True:
                self.say(frames.PONG)
                await self._writer.drain()
                await asyncio.sleep(2)

    async def listen(self, seconds: float) -> list[Any]:
        """Read all that stands, and what comes within so many seconds of silence; give the events, parsed."""
        heard = []
        with contextlib.suppress(TimeoutError, asyncio.IncompleteReadError, OSError):
            while True:
                text = await asyncio.wait_for(self.next(), seconds)
                if text.startswith(frames.EVENT):
                    heard.append(json.loads(text[len(frames.EVENT) :]))
        return heard

    async def sections(self) -> Any:
        """Ask for the whole state, and read it."""
        self.say(frames.command(7, "sync", {}))
        return json.loads((await self.hear(f"{frames.ACK}7"))[len(frames.ACK) + 1 :])[0]["data"]["sections"]

    @property
    def put_out(self) -> bool:
        """Whether the server has ended the line, as far as this end knows."""
        return self._reader.at_eof() or self._writer.transport.is_closing()

    def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(AttributeError):
            self._writer.transport.abort()
