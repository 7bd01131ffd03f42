"""Who is in the hall: audiences (who sees what), roles (what a category is) and rights (what its seats may do)."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """A group that sees the same sections (CONTRACT.md 4)."""

    HOST = "host"
    SEATS = "seats"
    OBSERVERS = "observers"
    SCREEN = "screen"
    VIEWERS = "viewers"


SEATED = frozenset({Audience.SEATS, Audience.OBSERVERS})
"""Audiences whose members hold a seat and have a section ``me``."""


class Role(StrEnum):
    """What the seats of a category are in the meeting (DESIGN.md 3)."""

    PARTICIPANT = "participant"
    LEADER = "leader"
    EXPERT = "expert"
    REPORTER = "reporter"
    OBSERVER = "observer"


class Right(StrEnum):
    """What a seat may do. A reporter never scores, whatever a file says."""

    ASK = "ask"
    SUPPORT = "support"
    SCORE = "score"
    COMMENT = "comment"
    NOTE = "note"


def audience_of(role: str) -> Audience:
    """Return the audience that the seats of a role belong to."""
    return Audience.OBSERVERS if role == Role.OBSERVER else Audience.SEATS
