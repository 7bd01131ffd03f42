"""The commands: name, who may send it, the payload's shape, and the verb behind it.

A handler is an adapter of one line: it turns a checked payload into a verb of ``sessions`` and its arguments. What
happens around it (access, shape, savepoint, ack, audit) is the same for all, in dispatch.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from app.wire.commands import Payload
from sessions.live.actors import Actor
from sessions.live.audience import Audience

Deed = tuple[Any, ...]
"""A verb and its arguments after ``db, now, actor``."""
P = TypeVar("P", bound=Payload)

HOST = frozenset({Audience.HOST})
SEATS = frozenset({Audience.SEATS, Audience.OBSERVERS})
SEATS_AND_VIEWERS = SEATS | {Audience.VIEWERS}
EVERYBODY = frozenset(Audience)


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the contract. ``right`` is what a seat needs; ``audited`` deeds go into the audit trail."""

    name: str
    audiences: frozenset[Audience]
    schema: type[Payload]
    deed: Callable[[Any], Deed]
    right: str | None
    audited: bool

    def admit(self, actor: Actor) -> None:
        """Raise :class:`AccessDenied` unless the actor's audience and rights allow the command."""
        if actor.audience not in self.audiences:
            actor.need("")
        if self.right is not None and actor.audience is not Audience.VIEWERS:
            actor.need(self.right)


COMMANDS: dict[str, Command] = {}
"""All commands that run through the writer, by name."""


def command(
    name: str, audiences: frozenset[Audience], schema: type[P], *, right: str | None = None, audited: bool | None = None
) -> Callable[[Callable[[P], Deed]], Callable[[P], Deed]]:
    """Register a handler; a host's command is audited unless it says otherwise."""

    def register(deed: Callable[[P], Deed]) -> Callable[[P], Deed]:
        COMMANDS[name] = Command(
            name, audiences, schema, deed, right, audiences == HOST if audited is None else audited
        )
        return deed

    return register
