"""The schema: what the migrations make is what the models say, from an empty file and from the version before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from app.cli.store import MIGRATIONS
from sessions.database import reader_engine, sqlite_url, writer_engine
from sessions.tables import METADATA
from tests.cli.installation import Installation


def migrate(folder: Path, revision: str) -> None:
    """Bring the database in a folder to a revision."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = writer_engine(sqlite_url(folder))
    with engine.begin() as link:
        config.attributes["connection"] = link
        command.upgrade(config, revision)
    engine.dispose()


def test_the_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    """Nothing is missing and nothing is left over."""
    migrate(tmp_path, "head")
    engine = reader_engine(sqlite_url(tmp_path))
    with engine.connect() as link:
        differs = compare_metadata(MigrationContext.configure(link), METADATA)
    engine.dispose()

    assert differs == []


def test_a_database_of_the_version_before_is_brought_up_to_date(empty: Installation) -> None:
    """Its stages have been given what was planned for them; its meetings are there."""
    empty.data_dir.mkdir()
    migrate(empty.data_dir, "0001")
    assert "db upgrade" in empty.run("meeting", "list").stderr
    with closing(sqlite3.connect(empty.data_dir / "shuping.db")) as db, db:
        db.execute(
            "INSERT INTO meeting (id, code, title, host_unit, place, starts_at, year, settings, state, paused, rev,"
            " question_count, turn_state, answering, created_at)"
            " VALUES ('m', 'ABCDEF', '述法会', 'u', 'p', 0, 2026, '{}', 'running', 0, 1, 0, 'idle', 0, 0)"
        )
        db.execute(
            "INSERT INTO agenda_item (id, meeting_id, position, kind, title, subject_ids, stages, done) VALUES"
            " ('i', 'm', 0, 'subject', 't', '[]',"
            ' \'[{"stage": "reporting", "minutes": 8}, {"stage": "inquiry", "minutes": null}]\', 0)'
        )
        for stage in ("reporting", "inquiry"):
            db.execute("INSERT INTO stage_clock (item_id, stage, state, left_ms) VALUES ('i', ?, 'paused', 1)", [stage])

    assert "已更新" in empty.run("db", "upgrade").stdout

    with closing(sqlite3.connect(empty.data_dir / "shuping.db")) as db:
        given = dict(db.execute("SELECT stage, given_ms FROM stage_clock").fetchall())
    assert given == {"reporting": 480_000, "inquiry": 0}
    assert "述法会" in empty.run("meeting", "list").stdout
    assert "已是最新" in empty.run("db", "upgrade").stdout
