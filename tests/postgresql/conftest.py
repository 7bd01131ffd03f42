"""A meeting on a PostgreSQL of the tests' own, and two writers of it, as two server processes have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sessions.prepare.spec import SettingsSpec
from tests.browser.conftest import browser_type_launch_args, console_page, lines, logged_in, open_page  # noqa: F401
from tests.database import postgresql_url
from tests.domain.making import Made, spec
from tests.postgresql.racing import Race


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """A prepared meeting with two subjects and twelve seats that score, six of them open to whoever scans."""
    wanted = spec(settings=SettingsSpec(small_group=3, open_join=("npc_deputy",)))
    one = Made(tmp_path, wanted, url=postgresql_url(tmp_path))
    yield one
    one.close()


@pytest.fixture
def race(made: Made, monkeypatch: pytest.MonkeyPatch) -> Iterator[Race]:
    """Two writers on that meeting's database."""
    monkeypatch.setenv("ASYNC_MODE", "threading")
    one = Race(made)
    yield one
    one.close()
