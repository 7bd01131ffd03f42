"""Which database the tests run on, and one of it for each test: ``TEST_DATABASE`` is sqlite (default) or postgresql.

An empty one is made once by the real command and then copied: the migrations take a second or more.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

from sessions.database import sqlite_url
from tests.postgresql.cluster import create, database_for

ROOT = Path(__file__).parents[1]
ON_POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"
TEMPLATE = "with_tables"

on_sqlite_files = pytest.mark.skipif(ON_POSTGRESQL, reason="is about the files of the embedded database")
"""Marks what concerns SQLite alone."""


def examples(number: int) -> int:
    """Return how many histories to try: PostgreSQL takes longer over each, and only it is new to them."""
    return number // 4 if ON_POSTGRESQL else number


def make_tables(folder: Path) -> None:
    """Give the database of a folder its tables, as `db upgrade` makes them, and nothing in them."""
    if ON_POSTGRESQL:
        postgresql_url(folder)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(_empty_file(), folder / "shuping.db")


def postgresql_url(folder: Path) -> str:
    """Return the URL of a folder's PostgreSQL database with its tables, whatever the other tests run on."""
    return database_for(folder, _template())


def url_of(folder: Path) -> str:
    """Return the URL of a folder's database that has its tables; it may be asked for again."""
    return postgresql_url(folder) if ON_POSTGRESQL else sqlite_url(folder)


def settings_for(folder: Path, *, tables: bool = True) -> dict[str, str]:
    """Return what a process must be told to use the database of a data folder."""
    if not ON_POSTGRESQL:
        return {"DATA_DIR": str(folder)}
    return {"DATA_DIR": str(folder), "DATABASE_URL": url_of(folder) if tables else database_for(folder)}


@cache
def _empty_file() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="database-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _upgrade({"DATA_DIR": str(folder)})
    return folder / "shuping.db"


@cache
def _template() -> str:
    with tempfile.TemporaryDirectory() as folder:
        _upgrade({"DATABASE_URL": create(TEMPLATE), "DATA_DIR": folder})
    return TEMPLATE


def _upgrade(settings: dict[str, str]) -> None:
    """Make the tables by the real command, as an installation does."""
    upgrade = [sys.executable, "-m", "app", "db", "upgrade"]
    environment = {**os.environ, "SECRET_KEY": "k" * 40, **settings}
    subprocess.run(upgrade, cwd=ROOT, env=environment, timeout=120, check=True, capture_output=True)
