"""Make eventlet's websockets fit for a hall: quick unmasking, one read a message, no compression.

Measured (docs/adr/0006): unmasking byte by byte took about a sixth of the server's time a message; a compression
context costs some 250 KB a phone, and the sections are small.
"""

from __future__ import annotations

from typing import Any


def unmask(data: bytes, mask: tuple[int, int, int, int], length: int | None = None, offset: int = 0) -> bytes:
    """Undo a client's masking with one big-integer XOR. ``offset`` is where in the frame ``data`` begins."""
    size = len(data) if length is None else length
    turn = offset % 4
    key = bytes(mask[turn:] + mask[:turn]) * (size // 4 + 1)
    return (int.from_bytes(data[:size], "big") ^ int.from_bytes(key[:size], "big")).to_bytes(size, "big")


class Buffered:
    """A socket that reads what is there in one call; eventlet's frame reader asks for 2, 2, 4 and n bytes in turn."""

    __slots__ = ("_at", "_held", "_socket")

    def __init__(self, socket: Any) -> None:
        self._socket, self._held, self._at = socket, b"", 0

    def recv(self, wanted: int) -> bytes:
        """Return up to ``wanted`` bytes, of those read ahead first."""
        if self._at == len(self._held):
            self._held, self._at = self._socket.recv(READ_AHEAD), 0
        part: bytes = self._held[self._at : self._at + wanted]
        self._at += len(part)
        return part

    def __getattr__(self, name: str) -> Any:
        """Leave all else to the socket."""
        return getattr(self._socket, name)


READ_AHEAD = 8192


def _no_compression(_wsgi: Any, _offered: Any) -> None:
    return None


def quicken(frames: Any, handshake: Any) -> None:
    """Put both into eventlet's websocket classes: ``frames`` (RFC6455WebSocket) and ``handshake`` (WebSocketWSGI)."""
    begin = frames.__init__

    def __init__(self: Any, socket: Any, *args: Any, **options: Any) -> None:
        begin(self, Buffered(socket), *args, **options)

    frames.__init__ = __init__
    frames._apply_mask = staticmethod(unmask)
    handshake._negotiate_permessage_deflate = _no_compression
