"""What each client of a meeting received, and a list of values with those who may receive them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from tests.sockets.wire import Wire

EVERYWHERE = {"meeting", "agenda", "stage", "questions", "rounds", "results", "comments", "notice"}
SECTIONS = {
    "host": EVERYWHERE | {"presence", "turnout", "screen", "seats", "commentators"},
    "observers": EVERYWHERE | {"presence", "turnout", "me"},
    "seats": EVERYWHERE | {"me"},
    "screen": EVERYWHERE | {"presence", "turnout", "screen"},
    "viewers": EVERYWHERE,
}
"""CONTRACT.md 5, by audience."""
A_SCORE = re.compile(r'"\d{1,3}\.\d\d"')
"""Scores and rates are the only decimals in quotes on the wire."""


@dataclass
class Traffic:
    """Clients by name with their audience, and what viewers got without a socket (``public``)."""

    clients: dict[str, tuple[str, Wire]] = field(default_factory=dict)
    public: list[str] = field(default_factory=list)
    secrets: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)

    def add(self, name: str, audience: str, wire: Wire) -> Wire:
        """Watch a client."""
        self.clients[name] = (audience, wire)
        return wire

    def only(self, what: str, value: str, to: Collection[str] = ()) -> None:
        """Note a value that these clients alone may receive, and must."""
        assert len(value) > 4, (what, value)
        self.secrets[value] = (what, frozenset(to))

    def of(self, name: str) -> str:
        """Return all that a client received."""
        return "\n".join(self.public if name == "public" else self.clients[name][1].frames)

    def of_audience(self, *audiences: str) -> set[str]:
        """Return the clients of some audiences."""
        return {name for name, (audience, _) in self.clients.items() if audience in audiences}

    def leaks(self) -> list[tuple[str, str]]:
        """Return (client, what) for each value that somebody received who may not."""
        found = []
        for name in (*self.clients, "public"):
            received, hidden = self.of(name), [one for one in self.secrets.items() if name not in one[1][1]]
            found += [(name, what) for value, (what, _) in hidden if value in received]
        return found

    def missed(self) -> list[tuple[str, str]]:
        """Return (client, what) for each value that did not reach whom it is for: then the list proves nothing."""
        return [(name, what) for value, (what, to) in self.secrets.items() for name in to if value not in self.of(name)]

    def scores_seen(self) -> set[str]:
        """Return who has received any score or rate so far."""
        return {name for name in (*self.clients, "public") if A_SCORE.search(self.of(name))}

    def wrong_sections(self) -> list[tuple[str, set[str]]]:
        """Return (client, sections) for each state or beat that has not the sections of the client's audience."""
        wrong = []
        for name, (audience, wire) in self.clients.items():
            allowed, states = SECTIONS[audience], [set(state["sections"]) for state in wire.states()]
            wrong += [(name, names) for names in states[:1] if names != allowed]
            wrong += [(name, names) for names in states if not names <= allowed]
            wrong += [(name, set(beat["rev"])) for beat in wire.beats() if set(beat["rev"]) != allowed]
        return wrong
