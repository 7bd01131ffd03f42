"""All tables, for whoever needs to know them all: migrations, and the tests of what is stored."""

from __future__ import annotations

from sessions import backups, staff
from sessions.live import (
    acks,
    agenda,
    audit,
    ballots,
    comments,
    meetings,
    notes,
    notices,
    questions,
    ratings,
    rounds,
    seal,
    seats,
)
from sessions.schema import Base

METADATA = Base.metadata
NOUNS = (
    acks,
    agenda,
    audit,
    backups,
    ballots,
    comments,
    meetings,
    notes,
    notices,
    questions,
    ratings,
    rounds,
    seal,
    seats,
    staff,
)
"""The modules that hold them."""
