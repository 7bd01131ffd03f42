"""The base of all tables: named constraints, and ids that tell nothing.

Ids are 16 random hex characters: they show neither order nor time, which matters for whatever stands near a ballot.
"""

from __future__ import annotations

import secrets

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base of every table."""

    metadata = MetaData(naming_convention=NAMING)


def new_id() -> str:
    """Return a fresh random id (16 hex characters)."""
    return secrets.token_hex(8)
