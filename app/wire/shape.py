"""What all parts of sections have in common."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Decimal = Annotated[str, Meta(pattern=r"^\d+\.\d\d$")]
"""A score, or a rate in percent: rounded half up to two places, so that no exact value travels."""


class Shape(Struct, forbid_unknown_fields=True, kw_only=True):
    """A part of a section."""
