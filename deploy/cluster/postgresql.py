"""A PostgreSQL of our own: its data in a folder, its door a socket in that folder, no port and no password."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
from pathlib import Path

from deploy.cluster.child import Child, Failed
from deploy.cluster.needs import program

USER = "shuping"
LIVE_AS = "postgres"
"""PostgreSQL refuses to run as root: then it runs as this user, whom Debian's package makes."""


class Postgresql(Child):
    """PostgreSQL in a folder, its files in ``data``; ``url(name)`` is what DATABASE_URL takes."""

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder = folder
        self.data, self._door = folder / "data", folder / "door"
        self._as_other = (
            ["setpriv", f"--reuid={LIVE_AS}", f"--regid={LIVE_AS}", "--init-groups", "--"] if os.geteuid() == 0 else []
        )
        # wal_recycle: what was cast goes with the log that is thrown away, and is not kept in it for reuse
        door = ("listen_addresses=", f"unix_socket_directories={self._door}")
        settings = (*door, "max_connections=300", "wal_recycle=off")
        options = [part for setting in settings for part in ("-c", setting)]
        # with the user changes what was asked of the system at the end of whoever started it: asked once more
        follow = ["setpriv", "--pdeathsig", "INT", "--"] if self._as_other else []
        command = [*self._as_other, *follow, program("postgres") or "postgres", "-D", str(self.data), *options]
        # SIGINT is its quick and clean end; on SIGTERM it would wait for every client to leave
        super().__init__("PostgreSQL", command, log, {**os.environ, "LC_ALL": "C.UTF-8"}, signal.SIGINT)

    def url(self, database: str = USER) -> str:
        """Return the address of a database for SQLAlchemy."""
        return f"postgresql+psycopg://{USER}@/{database}?host={self._door}"

    def start(self) -> None:
        """Make the data folder unless it is there, start, and wait until the database answers."""
        if not (self.data / "PG_VERSION").exists():
            self._make()
        super().start()
        self.wait_until(self.answers)
        self.make_database(USER)

    def make_database(self, name: str, template: str = "template0") -> None:
        """Make a database, empty or as a copy of another, unless there is one of this name."""
        import psycopg

        with psycopg.connect(f"host={self._door} user={USER} dbname=postgres", autocommit=True) as link:
            if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                link.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())

    def answers(self) -> bool:
        """Return whether a client is let in."""
        import psycopg

        try:
            psycopg.connect(f"host={self._door} user={USER} dbname=postgres connect_timeout=2").close()
        except psycopg.OperationalError:
            return False
        return True

    def _make(self) -> None:
        for folder in (self.folder, self.data, self._door):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            if self._as_other:
                owner = pwd.getpwnam(LIVE_AS)
                os.chown(folder, owner.pw_uid, owner.pw_gid)
        command = [program("initdb") or "initdb", "-D", str(self.data), "-U", USER, "-A", "trust", "-E", "UTF8"]
        done = subprocess.run(
            [*self._as_other, *command], cwd="/", env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise Failed(f"PostgreSQL 不能在 {self.folder} 里建库：{(done.stdout + done.stderr)[-600:]}")
