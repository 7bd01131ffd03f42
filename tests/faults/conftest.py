"""Servers for the faults: one that is shared by what does it no lasting harm, others of a test's own."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import browser_type_launch_args, lines, open_page, phone_page, viewer_page  # noqa: F401
from tests.faults.server import Victim

VictimOf = Callable[..., Victim]


@pytest.fixture(scope="session", autouse=True)
def many_files() -> None:
    """Let this process hold a hall's sockets; the server raises its own limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    """One server for what is done by its clients."""
    victim = Victim(tmp_path_factory.mktemp("victim"))
    victim.start()
    yield victim
    victim.stop()


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[VictimOf]:
    """Make a server of this test's own, not yet started: ``victim(NAME="value")`` with more of an environment."""
    made: list[Victim] = []

    def make(data: Path | None = None, **environment: str) -> Victim:
        made.append(Victim(data or tmp_path, **environment))
        return made[-1]

    yield make
    for one in made:
        one.stop()
