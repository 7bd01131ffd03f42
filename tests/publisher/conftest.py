"""A clock in the test's hand, and a hall whose publishers take their turns one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publisher.publishing import World
from tests.publisher.serving import Hall


@pytest.fixture
def world() -> Iterator[World]:
    """A clock in the test's hand."""
    one = World()
    with one.held():
        yield one


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A running meeting behind the real writer."""
    one = Hall(tmp_path)
    yield one
    one.made.close()
