"""A fresh meeting for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.domain.making import Made


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """A prepared meeting with two subjects and twelve seats that score; k is 3."""
    one = Made(tmp_path)
    yield one
    one.close()
