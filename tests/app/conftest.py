"""The whole application on a real database, for tests that speak HTTP to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.config import Settings
from app.staff.passwords import hash_password
from app.web import create_app
from sessions import staff
from sessions.database import writer_engine
from sessions.schema import Base
from tests import database
from tests.app.logging_in import NAME, PASSWORD


@pytest.fixture(autouse=True)
def plain_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in plain threads: eventlet would have had to patch before pytest was imported."""
    monkeypatch.setenv("ASYNC_MODE", "threading")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a server on a folder of its own."""
    more = {"SECRET_KEY": "k" * 40, "PUBLIC_URL": "http://localhost"}
    return Settings.read({**database.settings_for(tmp_path), **more})


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application with its tables, and nothing in them."""
    if not database.ON_POSTGRESQL:
        engine = writer_engine(settings.database_url)
        Base.metadata.create_all(engine)
        engine.dispose()
    app = create_app(settings)
    app.extensions["writer"].start()
    yield app
    app.extensions["readers"].dispose()
    app.extensions["writer"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that has not been here before."""
    return app.test_client()


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Hash once: argon2 takes its time by design."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASYNC_MODE", "threading")
        return hash_password(PASSWORD)


@pytest.fixture
def account(app: Flask, password_hash: str) -> None:
    """One account, of a host (see logging_in)."""
    app.extensions["writer"].write(staff.add, NAME, password_hash, ["host"])
