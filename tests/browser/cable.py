"""The network between a page and the server, in the hands of a test: it can hold the answers back, break, and mend."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from typing import Any

from tests.browser.server import Server


class Cable:
    """A port of its own that passes bytes on to the server. ``url`` is the server as it is seen through it."""

    def __init__(self, server: Server) -> None:
        self._to = server.port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._wires: set[asyncio.StreamWriter] = set()
        self._whole = True
        self._answers = asyncio.Event()
        self._answers.set()
        self._words = asyncio.Event()
        self._words.set()
        self._listener = self._run(asyncio.start_server(self._connect, "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}"

    def _run(self, deed: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(30)

    def hold(self) -> None:
        """Keep back what the server says; what the page says goes in."""
        self._loop.call_soon_threadsafe(self._answers.clear)

    def let_go(self) -> None:
        """Pass on what was held back, and what comes."""
        self._loop.call_soon_threadsafe(self._words.set)
        self._loop.call_soon_threadsafe(self._answers.set)

    def swallow(self) -> None:
        """Keep back what either side says, and let both believe that the line is there."""
        self.hold()
        self._loop.call_soon_threadsafe(self._words.clear)

    def cut(self) -> None:
        """Break every connection, lose what was held back, and let no new one through."""
        self._run(self._break())

    def mend(self) -> None:
        """Let connections through again."""
        self._whole = True
        self.let_go()

    def close(self) -> None:
        """End it."""
        self.let_go()
        self._run(self._break())
        self._loop.call_soon_threadsafe(self._listener.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _break(self) -> None:
        self._whole = False
        for wire in self._wires:
            wire.transport.abort()

    async def _connect(self, page: asyncio.StreamReader, to_page: asyncio.StreamWriter) -> None:
        if not self._whole:
            return to_page.transport.abort()
        server, to_server = await asyncio.open_connection("127.0.0.1", self._to)
        ends = {to_page, to_server}
        self._wires |= ends
        try:
            await asyncio.gather(self._pass(page, to_server, self._words), self._pass(server, to_page, self._answers))
        finally:
            self._wires -= ends
        return None

    async def _pass(self, start: asyncio.StreamReader, end: asyncio.StreamWriter, gate: asyncio.Event) -> None:
        with contextlib.suppress(OSError):
            while data := await start.read(65536):
                await gate.wait()
                end.write(data)
                await end.drain()
        end.close()
