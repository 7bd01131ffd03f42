"""The PostgreSQL of a run of tests: started when it is first asked for, its data in a temporary folder, and stopped."""

from __future__ import annotations

import atexit
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from deploy.cluster.needs import missing
from deploy.cluster.postgresql import Postgresql


@contextmanager
def own() -> Iterator[Postgresql]:
    """Give one that nobody else uses, running. fsync stays on: what is tested is what a hall would have."""
    lack = missing()
    assert lack is None, lack
    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL never runs as root, and must come through to its own folder
        one = Postgresql(folder / "data", folder / "log")
        try:
            one.start()
            yield one
        finally:
            one.stop()


@cache
def cluster() -> Postgresql:
    """Return the server of this run."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(own())


@cache
def database_for(folder: Path, template: str = "template0") -> str:
    """Return the URL of the database that belongs to a folder; it is made when it is first asked for."""
    name = "t_" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return create(name, template)


def create(name: str, template: str = "template0") -> str:
    """Make a database, empty or as a copy of another; return its URL."""
    cluster().make_database(name, template)
    return cluster().url(name)
