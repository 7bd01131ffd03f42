"""Make eventlet's websockets fit for a hall: quick unmasking, one read a message, no compression.

Measured (docs/adr/0006): unmasking byte by byte took about a sixth of the server's time a message; a compression
context costs some 250 KB a phone, and the sections are small.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from socket import SHUT_RDWR
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
    original = frames.__init__

    def __init__(self: Any, socket: Any, *args: Any, **options: Any) -> None:
        original(self, Buffered(socket), *args, **options)

    frames.__init__ = __init__
    frames._apply_mask = staticmethod(unmask)
    handshake._negotiate_permessage_deflate = _no_compression


class Shortcut:
    """A websocket as the library's reader sees it, without the events that ``take`` carries out itself.

    Between a message and its handler the library decodes it twice and asks for loggers and tasks; that costs more than
    storing a ballot. Pings, connects and whatever ``take`` does not want go the library's way.
    """

    __slots__ = ("_take", "_websocket")

    def __init__(self, websocket: Any, take: Callable[[str], bool]) -> None:
        self._websocket, self._take = websocket, take

    def wait(self) -> Any:
        """Return the next message that is the library's, None at the end."""
        while True:
            message = self._websocket.wait()
            if not (isinstance(message, str) and message.startswith(EVENT) and self._take(message)):
                return message

    def __getattr__(self, name: str) -> Any:
        """Leave all else to the websocket."""
        return getattr(self._websocket, name)


EVENT = "42"
"""An Engine.IO message with a Socket.IO event."""


def keep_websockets(socket_class: type[Any]) -> None:
    """Let each Engine.IO socket know its websocket, so that ``send_now`` can write to it, and take events from it."""
    handle = socket_class._websocket_handler

    def keep(self: Any, websocket: Any) -> Any:
        self.websocket = websocket
        take = getattr(self.server, "take_event", None)
        return handle(self, websocket if take is None else Shortcut(websocket, partial(take, self.sid)))

    socket_class._websocket_handler = keep


def text_frame(data: bytes) -> bytes:
    """Return a websocket's text frame, as a server sends it: whole and not masked."""
    size = len(data)
    if size < 126:
        return bytes((0x81, size)) + data
    if size < 65536:
        return struct.pack("!BBH", 0x81, 126, size) + data
    return struct.pack("!BBQ", 0x81, 127, size) + data


def send_now(socket: Any, frame: bytes, spawn: Callable[..., None]) -> bool:
    """Give a frame to the system at once; False where something waits before it, and it must wait behind.

    The way through the socket's queue and its own greenlet costs three times as much (docs/adr/0006). What the system
    does not take at once is sent on beside (``spawn``), and whatever comes later waits behind it.
    """
    websocket = getattr(socket, "websocket", None)
    if websocket is None or not socket.upgraded or socket.closed or not socket.queue.empty():
        return False
    if websocket.websocket_closed or not websocket._sendlock.acquire(blocking=False):
        return False
    try:
        sent = websocket.socket.fd.send(frame)
    except BlockingIOError:
        sent = 0
    except OSError:
        # the phone is gone; its reader will see it
        sent = len(frame)
    if sent == len(frame):
        websocket._sendlock.release()
    else:
        spawn(_send_rest, websocket, frame[sent:])
    return True


def waiting(socket: Any) -> int:
    """Return how many frames wait to be sent on an Engine.IO socket, one that is half sent included."""
    websocket = getattr(socket, "websocket", None)
    half_sent = websocket is not None and websocket._sendlock.locked()
    return int(socket.queue.qsize()) + half_sent


def cut(socket: Any) -> None:
    """End an Engine.IO socket at once, whatever still waits to be sent on it."""
    websocket = getattr(socket, "websocket", None)
    if websocket is None:
        socket.close(wait=False, abort=True)
    else:
        # its reader sees the end and tidies up
        _shut(websocket)


def _shut(websocket: Any) -> None:
    with suppress(OSError):
        websocket.socket.shutdown(SHUT_RDWR)


def _send_rest(websocket: Any, rest: bytes) -> None:
    try:
        websocket.socket.sendall(rest)
    except OSError:
        # half a frame is out, and whatever came after it would be taken for its end
        _shut(websocket)
    finally:
        websocket._sendlock.release()
