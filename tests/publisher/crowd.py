"""What clients do of themselves in the state machines: hear, lose their line and come back, stop reading."""

from __future__ import annotations

from typing import Generic, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.publisher.serving import Client, Server

WHICH = st.integers(0, 1)
PICK = st.integers(0, 999)


S = TypeVar("S", bound=Server)


class Crowd(RuleBasedStateMachine, Generic[S]):
    """Clients of two server processes; ``begin`` of the machine sets both."""

    clients: list[Client]
    processes: list[S]

    @rule(pick=PICK, times=st.integers(1, 4))
    def take(self, pick: int, times: int) -> None:
        """A client hears what has come."""
        for _ in range(times if self.clients else 0):
            self.clients[pick % len(self.clients)].take()

    @rule(pick=PICK, which=WHICH)
    def move(self, pick: int, which: int) -> None:
        """A client loses its line and comes back, perhaps to the other process."""
        if self.clients:
            client = self.clients[pick % len(self.clients)]
            client.leave()
            client.connect(self.processes[which])

    @rule(pick=PICK, full=st.booleans())
    def stall(self, pick: int, full: bool) -> None:
        """A client stops reading, or reads again."""
        if self.clients:
            self.clients[pick % len(self.clients)].full = full
