"""Messages on the wire: events as they come, acks and updates as they go."""

import json

import msgspec
import pytest

from app.websocket import Shortcut, text_frame
from app.wire import frames


def test_an_event_is_read_with_its_number_and_name() -> None:
    """The payload stays encoded until its command is known."""
    event = frames.event('4217["ballot.cast",{"round_id":"r"}]')

    assert event is not None
    assert (event.number, event.name) == (17, "ballot.cast")
    assert msgspec.json.decode(event.payload) == {"round_id": "r"}


def test_an_event_may_want_no_ack() -> None:
    """Without a number nobody waits for an answer."""
    event = frames.event('42["sync",{}]')

    assert event is not None
    assert event.number is None


@pytest.mark.parametrize(
    "message",
    [
        "42",
        "42[]",
        '42["sync"]',
        '42["sync",{},1]',
        "42[1,{}]",
        '42/other,1["sync",{}]',
        '42x["sync",{}]',
        '42²["sync",{}]',
        '42["sync",{}',
        '42["sync",{"a":}]',
        '42["\ud800",{}]',
    ],
)
def test_whatever_is_no_plain_event_is_left_to_the_library(message: str) -> None:
    """Other namespaces, other numbers of arguments, no JSON."""
    assert frames.event(message) is None


def test_what_is_sent_is_what_the_library_would_have_sent() -> None:
    """An Engine.IO message with a Socket.IO packet, as text."""
    assert frames.ack(5, {"ok": True, "data": {}}) == b'435[{"ok":true,"data":{}}]'
    update = frames.update(7, 8, {"stage": b'{"stage":"inquiry"}'})
    assert update.startswith(b"42")
    assert json.loads(update[2:]) == ["update", {"rev": 7, "now": 8, "sections": {"stage": {"stage": "inquiry"}}}]
    assert json.loads(frames.beat({"me": 3}, 9)[2:]) == ["beat", {"rev": {"me": 3}, "now": 9}]


@pytest.mark.parametrize(("size", "head"), [(0, 2), (125, 2), (126, 4), (65535, 4), (65536, 10)])
def test_a_frame_names_its_length(size: int, head: int) -> None:
    """Three ways to write a length, by RFC 6455; never masked."""
    frame = text_frame(b"x" * size)

    assert len(frame) == head + size
    assert frame[0] == 0x81
    assert frame[1] == (size if size < 126 else 126 if size < 65536 else 127)
    assert head == 2 or int.from_bytes(frame[2:head], "big") == size


class Arriving:
    """A websocket to which these messages have come."""

    def __init__(self, *messages: str | bytes | None) -> None:
        self._messages = list(messages)
        self.mark = "the websocket's own"

    def wait(self) -> str | bytes | None:
        return self._messages.pop(0)


def test_the_shortcut_takes_events_and_leaves_the_rest_in_order() -> None:
    """Pings, connects, binary messages, unwanted events and the end reach the library as they came."""
    taken: list[str] = []

    def take(message: str) -> bool:
        taken.append(message)
        return "mine" in message

    reader = Shortcut(Arriving("40", '42["mine"]', "3", '42["other"]', b"42", '42["mine"]', None), take)

    assert [reader.wait() for _ in range(5)] == ["40", "3", '42["other"]', b"42", None]
    assert taken == ['42["mine"]', '42["other"]', '42["mine"]']
    assert reader.mark == "the websocket's own"
