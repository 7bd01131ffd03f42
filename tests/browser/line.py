"""Socket clients beside the browser: they play the host where no console is under test, and delegates by the dozen."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any

import socketio


class Refused(Exception):
    """The server answered with an error; `code` is its dotted code."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(f"{error['code']}: {error['message']}")
        self.code: str = error["code"]


class Lines:
    """Many socket clients on one event loop in a thread of its own, since the browser's loop has this one."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._open: list[Line] = []

    def run(self, deed: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine on the loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(30)

    def connect(self, url: str, access: str) -> Line:
        """Open a line and take the whole state."""
        line = Line(self, url)
        self._open.append(line)
        self.run(line.open(access))
        return line

    def close(self) -> None:
        """Close every line, then the loop."""
        for line in self._open:
            with contextlib.suppress(Exception):
                self.run(line.shut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


class Line:
    """One client that keeps sections by the one rule of CONTRACT.md 4."""

    def __init__(self, lines: Lines, url: str) -> None:
        self._lines, self._url = lines, url
        self._revs: dict[str, int] = {}
        self.sections: dict[str, Any] = {}
        self._sio = socketio.AsyncClient(reconnection=False)
        self._sio.on("update", self._take)

    async def open(self, access: str) -> None:
        """Connect and sync."""
        await self._sio.connect(self._url, auth={"access": access}, transports=["websocket"], wait_timeout=20)
        await self._take((await self._sio.call("sync", {}, timeout=20))["data"])

    async def shut(self) -> None:
        """Disconnect."""
        await self._sio.disconnect()

    async def _take(self, data: dict[str, Any]) -> None:
        for name, value in data["sections"].items():
            if data["rev"] > self._revs.get(name, -1):
                self._revs[name], self.sections[name] = data["rev"], value

    def __call__(self, name: str, **payload: Any) -> Any:
        """Send a command; return the ack's data. Raises Refused."""
        ack = self._lines.run(self._sio.call(name, payload, timeout=20))
        if not ack["ok"]:
            raise Refused(ack["error"])
        return ack["data"]

    def until(self, found: Callable[[dict[str, Any]], Any], seconds: float = 8) -> Any:
        """Wait until `found(sections)` is true; return what it found."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(KeyError, TypeError, IndexError, StopIteration):
                if got := found(self.sections):
                    return got
            time.sleep(0.05)
        raise AssertionError(f"not seen within {seconds} s: {self.sections}")
