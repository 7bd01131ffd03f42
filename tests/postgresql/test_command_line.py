"""The command line on PostgreSQL: what it does there, and what it leaves to PostgreSQL's own programs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.installation import Installation
from tests.database import postgresql_url
from tests.postgresql.cluster import database_for


def test_an_empty_database_is_brought_up_to_date(tmp_path: Path) -> None:
    """By the same command as the embedded one; until then every other says so."""
    installation = Installation(tmp_path)
    url = database_for(tmp_path)

    assert "db upgrade" in installation.run("meeting", "list", DATABASE_URL=url).stderr
    assert "已更新" in installation.run("db", "upgrade", DATABASE_URL=url).stdout
    assert "已是最新" in installation.run("db", "upgrade", DATABASE_URL=url).stdout
    assert json.loads(installation.run("meeting", "list", "--json", DATABASE_URL=url).stdout) == []


def test_a_reset_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """In one line: whose database it is knows how to empty it."""
    done = Installation(tmp_path).run("reset", "--yes", DATABASE_URL=postgresql_url(tmp_path))

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
