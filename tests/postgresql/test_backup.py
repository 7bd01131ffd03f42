"""A backup of PostgreSQL by the script that the timer runs, and its restoration as the manual tells it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.database import ROOT, postgresql_url
from tests.postgresql.cluster import cluster
from tests.sockets.hall import GU, QIN, Hall, Server
from tests.sockets.wire import Wire, Wires

MANUAL = (ROOT / "docs" / "operations.md").read_text("utf-8")


class Backed(Server):
    """A server on PostgreSQL, and the script beside it."""

    def __init__(self, data: Path, database_url: str) -> None:
        super().__init__(data, DATABASE_URL=database_url)

    @property
    def database_name(self) -> str:
        """The database's name, as PostgreSQL's own programs want it."""
        return str(make_url(self.database_url).database)

    def back_up(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the script."""
        script = [str(ROOT / "deploy" / "backup.sh"), *words, str(self.data / "backups")]
        environment = {**self._env, "PYTHON": sys.executable}
        return subprocess.run(script, env=environment, capture_output=True, text=True, timeout=60)

    def copies(self) -> list[Path]:
        """What lies in the folder, drafts too."""
        return sorted((self.data / "backups").iterdir())


def by_the_manual(start: str, **names: object) -> None:
    """Run the one command of the manual that begins so, with these names in place of its own."""
    (line,) = set(re.findall(rf"{re.escape(start)}[^`\n]*", MANUAL))
    for name, value in names.items():
        line = line.replace(name, str(value))
    url = make_url(cluster().url())
    environment = {**os.environ, "PGHOST": str(url.query["host"]), "PGUSER": str(url.username)}
    subprocess.run(line, shell=True, env=environment, check=True, timeout=60)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Backed]:
    """A server of this test's own."""
    one = Backed(tmp_path, postgresql_url(tmp_path))
    one.start()
    yield one
    one.stop()


@pytest.fixture
def hall(server: Backed) -> Iterator[Hall]:
    """A meeting that has begun."""
    wires = Wires()
    yield Hall(server, wires).begin()
    wires.close()


def vote(hall: Hall, seats: list[Wire], subject: str) -> str:
    """Let all cast on a subject; return the round's id."""
    rid = hall.open_round(subject)
    for seat in seats:
        seat("ballot.cast", **hall.sheet(rid, subject))
    return rid


def test_a_backup_in_mid_meeting_is_restored(server: Backed, hall: Hall, tmp_path: Path) -> None:
    """Into another database to try it, and over the one that was: every invariant holds, what came later is gone."""
    seats = hall.seats(party_delegate=3)
    hall.host("round.close", round_id=vote(hall, seats, QIN))
    done = server.back_up()
    assert done.returncode == 0, done.stderr
    (copy,) = server.copies()
    assert copy.stat().st_mode & 0o77 == 0
    assert abs(hall.host("health.get")["backup_at"] - time.time() * 1000) < 30_000
    vote(hall, seats, GU)
    server.stop()

    tried = f"{server.database_name}_tried"
    by_the_manual("createdb --owner shuping 演练", 演练=tried)
    by_the_manual("pg_restore --no-owner", **{"演练": tried, "备份.dump": copy})
    trial = tmp_path / "tried"
    trial.mkdir()
    other = Backed(trial, cluster().url(tried))
    other.app("verify", hall.code)
    assert other.rows("SELECT count(*) FROM ballot") == [(3,)]

    assert server.rows("SELECT count(*) FROM urn") == [(3,)]
    by_the_manual("pg_restore --clean", **{"数据库": server.database_name, "备份.dump": copy})
    server.start()
    server.app("verify", hall.code)
    assert server.rows("SELECT count(*) FROM urn") == [(0,)]
    assert len(server.copies()) == 1


def test_none_is_made_while_a_round_is_open_unless_it_must_be(server: Backed, hall: Hall) -> None:
    """It is refused in words; a forced one is marked, and the server deletes it after the close."""
    rid = vote(hall, hall.seats(party_delegate=1), QIN)
    done = server.back_up()
    assert done.returncode == 1
    assert "请等测评结束后再备份" in done.stderr
    assert done.stderr.count("\n") == 1
    assert server.copies() == []

    forced = server.back_up("--force")
    assert forced.returncode == 0
    assert "请不要外传" in forced.stderr
    (copy,) = server.copies()
    replaced = copy.with_name("replaced.dump")
    server.app("backup", "--force", str(replaced))
    replaced.write_bytes(copy.read_bytes())
    time.sleep(1.2)
    assert copy.exists()
    hall.host("round.close", round_id=rid)
    end = time.monotonic() + 10
    while copy.exists():
        assert time.monotonic() < end
        time.sleep(0.1)
    assert replaced.exists()


def test_a_dump_that_fails_leaves_nothing(server: Backed, tmp_path: Path) -> None:
    """One line says which program failed, or is not there."""
    script = tmp_path / "bin" / "pg_dump"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\necho 'pg_dump: error: server version mismatch' >&2; exit 1\n")
    script.chmod(0o755)
    for path, said in ((f"{script.parent}:/usr/bin:/bin", "server version mismatch"), ("", "postgresql-client")):
        server._env["PATH"] = path
        with pytest.raises(AssertionError, match=said):
            server.app("backup", str(tmp_path / "copy.dump"))
    assert not list(tmp_path.glob("*copy.dump*"))
