"""One connected socket: a phone of the hall, or the host's console."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from typing import Any

import aiohttp

from bench import frames

_CONNECT_SECONDS = 60
_CALL_SECONDS = 120


class Refused(Exception):
    """The server did not carry out a command, or did not let the socket in; `code` is its dotted code."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(f"{code} {message}".strip())
        self.code = code


class Phone:
    """A raw websocket that answers pings, matches acks and counts what is pushed to it.

    `heard`, where set, is called with each pushed frame and the time it came (seconds of the performance counter).
    """

    def __init__(self, access: str) -> None:
        self.access = access
        self.pushed = 0
        self.heard: Callable[[str, float], None] | None = None
        self._number = 0
        self._waiting: dict[int, asyncio.Future[str]] = {}
        self._entered: asyncio.Future[None] | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None

    async def connect(self, http: aiohttp.ClientSession, url: str) -> None:
        """Open the socket and enter the namespace. Raises Refused with the server's code."""
        async with asyncio.timeout(_CONNECT_SECONDS):
            # websockets of Engine.IO are kept alive by its own pings; compression would cost the client more than us
            self._socket = await http.ws_connect(
                f"{url}/socket.io/?EIO=4&transport=websocket", compress=0, autoping=False, max_msg_size=0
            )
            self._entered = asyncio.get_running_loop().create_future()
            self._reader = asyncio.create_task(self._read(self._socket))
            await self._entered

    def prepare(self, name: str, payload: dict[str, Any]) -> tuple[int, str]:
        """Make a command's frame beforehand, so that sending it costs next to nothing; give its number with it."""
        self._number += 1
        return self._number, frames.command(self._number, name, payload)

    async def send(self, prepared: tuple[int, str]) -> str:
        """Send a prepared frame and wait for the text of its ack."""
        number, frame = prepared
        assert self._socket is not None
        waiting: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting[number] = waiting
        await self._socket.send_str(frame)
        return await waiting

    async def call(self, name: str, **payload: Any) -> Any:
        """Carry out a command and give its data. Raises Refused with the server's code."""
        async with asyncio.timeout(_CALL_SECONDS):
            answer: dict[str, Any] = json.loads(await self.send(self.prepare(name, payload)))[0]
        if not answer["ok"]:
            raise Refused(answer["error"]["code"], answer["error"].get("message", ""))
        return answer["data"]

    async def sections(self) -> dict[str, Any]:
        """Ask for the whole state as this audience sees it."""
        data: dict[str, Any] = (await self.call("sync"))["sections"]
        return data

    async def gone(self) -> None:
        """Wait until the server has hung up."""
        if self._reader is not None:
            await asyncio.wait([self._reader])

    async def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            self._reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reader

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            text = str(message.data)
            if text.startswith(frames.ACK):
                number, answer = frames.ack(text)
                if (waiting := self._waiting.pop(number, None)) and not waiting.done():
                    waiting.set_result(answer)
            elif text.startswith(frames.EVENT):
                self.pushed += 1
                if self.heard:
                    self.heard(text, time.perf_counter())
            elif text == frames.PING:
                await socket.send_str(frames.PONG)
            else:
                await self._enter(socket, text)
        self._lost()

    async def _enter(self, socket: aiohttp.ClientWebSocketResponse, text: str) -> None:
        """Take the three frames of the handshake; a refusal fails `connect`."""
        if text.startswith(frames.OPEN):
            await socket.send_str(frames.connect(self.access))
        elif text.startswith(frames.CONNECTED) and self._entered and not self._entered.done():
            self._entered.set_result(None)
        elif text.startswith(frames.REFUSED) and self._entered and not self._entered.done():
            data = json.loads(text[len(frames.REFUSED) :]).get("data") or {}
            self._entered.set_exception(Refused(data.get("code", "refused"), data.get("message", "")))

    def _lost(self) -> None:
        """Fail whatever still waits: the server has hung up."""
        for waiting in [*self._waiting.values(), self._entered]:
            if waiting is not None and not waiting.done():
                waiting.set_exception(Refused("connection.lost"))
        self._waiting.clear()
