"""Socket clients that keep every frame as it came, and tell when the server puts them out."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import Coroutine, Iterable, Iterator
from typing import Any

from socketio.exceptions import ConnectionError as NotConnected

from tests.browser.line import Line, Lines

Json = dict[str, Any]


class Wire(Line):
    """One client; ``frames`` is all that it received, ``slip``, ``access`` and ``device`` what it came in with."""

    def __init__(self, lines: Lines, url: str) -> None:
        super().__init__(lines, url)
        self.frames: list[str] = []
        self.out = threading.Event()
        self.refused: Json | None = None
        self.slip: Json = {}
        self.access, self.device = "", ""
        take = self._sio.eio.handlers["message"]

        async def keep(frame: str) -> None:
            self.frames.append(frame)
            await take(frame)

        self._sio.eio.on("message", keep)
        self._sio.on("disconnect", lambda *_: self.out.set())
        self._sio.on("connect_error", self._note_refusal)

    def _note_refusal(self, error: Any) -> None:
        self.refused = error["data"] if isinstance(error, dict) else None

    async def shut(self) -> None:
        """Disconnect, and close what the library leaves open."""
        with contextlib.suppress(Exception):
            await super().shut()
        if self._sio.eio.http is not None:
            await self._sio.eio.http.close()

    async def say(self, name: str, payload: Any, timeout: float = 20) -> Json:
        """Send a command with any payload; return its ack whole."""
        ack: Json = await self._sio.call(name, payload, timeout=timeout)
        return ack

    async def throw(self, name: str, payload: Json) -> None:
        """Send a command without waiting for an ack."""
        await self._sio.emit(name, payload)

    def ask(self, name: str, payload: Any = None) -> Json:
        """Send a command with any payload and wait for its ack, also one of refusal."""
        ack: Json = self._lines.run(self.say(name, {} if payload is None else payload))
        return ack

    def refuses(self, name: str, code: str, **payload: Any) -> Json:
        """Send a command that must be refused with ``code``, in Chinese; return the error."""
        ack = self.ask(name, payload)
        assert not ack["ok"], (name, payload, ack)
        error: Json = ack["error"]
        assert error["code"] == code, (name, payload, error)
        assert any("\u4e00" <= sign <= "\u9fff" for sign in error["message"]), error
        return error

    @property
    def seat_id(self) -> str:
        """Return the id of the seat, as ``me`` tells it."""
        return str(self.sections["me"]["seat_id"])

    def states(self) -> Iterator[Json]:
        """Give every state that came: the updates, and the answers to ``sync``."""
        for frame in list(self.frames):
            if frame.startswith('2["update"'):
                yield json.loads(frame[1:])[1]
            elif frame.startswith("3") and '"sections"' in frame:
                yield json.loads(frame[frame.index("[") :])[0]["data"]

    def beats(self) -> Iterator[Json]:
        """Give every beat that came."""
        return (json.loads(frame[1:])[1] for frame in list(self.frames) if frame.startswith('2["beat"'))


class Wires(Lines):
    """Many of them on one loop."""

    def connect(self, url: str, access: str) -> Wire:
        """Open one and take the whole state."""
        wire = Wire(self, url)
        wire.access = access
        self._open.append(wire)
        self.run(wire.open(access))
        return wire

    def refused(self, url: str, access: str) -> Json:
        """Try to open one that must not be let in; return ``{code, message}``."""
        wire = Wire(self, url)
        self._open.append(wire)
        try:
            self.run(wire.open(access))
        except NotConnected:
            assert wire.refused is not None
            return wire.refused
        raise AssertionError("it was let in")

    def together(self, deeds: Iterable[Coroutine[Any, Any, Any]]) -> list[Any]:
        """Run coroutines at once; return what each gave or raised."""

        async def all_of_them() -> list[Any]:
            return list(await asyncio.gather(*deeds, return_exceptions=True))

        given: list[Any] = self.run(all_of_them())
        return given
