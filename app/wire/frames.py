"""Messages to clients: Socket.IO packets in Engine.IO messages, encoded once, from values that are encoded already."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from socketio.packet import Packet

_encode = msgspec.json.Encoder().encode


def update(rev: int, now: int, sections: dict[str, bytes]) -> bytes:
    """Return the event ``update {rev, now, sections}``."""
    body = {"rev": rev, "now": now, "sections": {name: msgspec.Raw(value) for name, value in sections.items()}}
    return b'42["update",%b]' % _encode(body)


def beat(at: dict[str, int], now: int) -> bytes:
    """Return the event ``beat {rev: {section: rev}, now}``."""
    return b'42["beat",%b]' % _encode({"rev": at, "now": now})


def ack(number: int, answer: dict[str, Any]) -> bytes:
    """Return the ack of the command with this number."""
    return b"43%d[%b]" % (number, _encode(answer))


class Event(NamedTuple):
    """A command as it came: the number its ack is to bear, its name, its payload still encoded."""

    number: int | None
    name: str
    payload: msgspec.Raw


_parts = msgspec.json.Decoder(tuple[str, msgspec.Raw]).decode


def event(message: str) -> Event | None:
    """Read ``42<number>["name",payload]``; None for anything else, which the library shall judge."""
    start = message.find("[", 2, 22)
    digits = message[2:start]
    if start < 0 or (digits and not (digits.isascii() and digits.isdigit())):
        return None
    try:
        name, payload = _parts(message[start:])
    except (msgspec.DecodeError, UnicodeError):
        return None
    return Event(int(digits) if digits else None, name, payload)


class Json:
    """The JSON that python-socketio is to use: quick, and passing encoded sections through as they are."""

    @staticmethod
    def dumps(value: Any, **_options: Any) -> str:
        """Encode."""
        return _encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_options: Any) -> Any:
        """Decode. Raise ValueError for what is no JSON."""
        return msgspec.json.decode(text)


class Frame(Packet):  # type: ignore[misc]  # the library ships no types
    """A Socket.IO packet without binary parts: nothing here has any, and looking for them costs more than encoding."""

    uses_binary_events = False
    json = Json
