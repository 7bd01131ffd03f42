"""Speak Engine.IO 4 and Socket.IO 5 by hand: text frames, ready to be sent, cheap to read.

The library's client costs more a message than the server; then the client would be what is measured.
"""

import json
from typing import Any

OPEN, PING, PONG = "0", "2", "3"
CONNECTED, DISCONNECTED, EVENT, ACK, REFUSED = "40", "41", "42", "43", "44"

# the prefix of an acked command as the server writes it, with or without blanks
_DONE = ('[{"ok":true', '[{"ok": true')


def connect(access: str) -> str:
    """Write the frame that enters the namespace with an access token."""
    return CONNECTED + _json({"access": access})


def command(number: int, name: str, payload: dict[str, Any]) -> str:
    """Write a command that asks for the ack of this number."""
    return f"{EVENT}{number}{_json([name, payload])}"


def ack(frame: str) -> tuple[int, str]:
    """Split an ack into its number and its JSON text."""
    start = frame.index("[")
    return int(frame[len(ACK) : start]), frame[start:]


def is_done(text: str) -> bool:
    """Say whether an ack's text is that of a command carried out, without parsing it."""
    return text.startswith(_DONE)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
