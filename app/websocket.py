"""Make eventlet's websockets fit for a hall: quick unmasking, no compression.

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


def _no_compression(_wsgi: Any, _offered: Any) -> None:
    return None


def quicken(frames: Any, handshake: Any) -> None:
    """Put both into eventlet's websocket classes: ``frames`` (RFC6455WebSocket) and ``handshake`` (WebSocketWSGI)."""
    frames._apply_mask = staticmethod(unmask)
    handshake._negotiate_permessage_deflate = _no_compression
