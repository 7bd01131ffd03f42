"""Installations for the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.installation import Installation


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with an empty database, shared by the tests of one file."""
    made = Installation(tmp_path_factory.mktemp("data"))
    made.make_database()
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Installation:
    """An installation without anything."""
    return Installation(tmp_path / "data")
