"""Socket.IO frames that go to many: written once, as text, from values that are already encoded."""

from __future__ import annotations

from typing import Any

import msgspec
from socketio.packet import Packet

_encode = msgspec.json.Encoder().encode


def update(rev: int, now: int, sections: dict[str, bytes]) -> str:
    """Return the event ``update {rev, now, sections}``."""
    body = {"rev": rev, "now": now, "sections": {name: msgspec.Raw(value) for name, value in sections.items()}}
    return f'2["update",{_encode(body).decode()}]'


def beat(at: dict[str, int], now: int) -> str:
    """Return the event ``beat {rev: {section: rev}, now}``."""
    return f'2["beat",{_encode({"rev": at, "now": now}).decode()}]'


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
