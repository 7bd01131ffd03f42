"""A PostgreSQL of the tests' own: started by them on a free port, with its data in a temporary folder, and stopped."""

from __future__ import annotations

import atexit
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

import psycopg

ACCOUNT = "postgres"
START_SECONDS = 60


class Cluster:
    """A server with its data folder. fsync stays on: what is tested is what a hall would have."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
        self._data = self._folder / "data"
        self._port = _free_port()
        if os.geteuid() == 0:
            shutil.chown(self._folder, ACCOUNT, pwd.getpwnam(ACCOUNT).pw_gid)
        initdb = [
            _program("initdb"), "-D", str(self._data), "-U", ACCOUNT, "--auth=trust", "--encoding=UTF8", "--locale=C",
        ]  # fmt: skip
        subprocess.run(self._as_account(initdb), cwd="/", check=True, capture_output=True, timeout=120)
        self._server: subprocess.Popen[bytes] | None = None

    def _as_account(self, command: list[str]) -> list[str]:
        """Have a command end with the tests, however they end; PostgreSQL refuses to run as root."""
        who = ["--reuid", ACCOUNT, "--regid", ACCOUNT, "--clear-groups"] if os.geteuid() == 0 else []
        return ["setpriv", *who, "--pdeathsig", "INT", *command]

    def start(self) -> None:
        """Serve, and wait until it answers."""
        settings = {
            "listen_addresses": "127.0.0.1", "port": self._port, "unix_socket_directories": "", "max_connections": 300,
        }  # fmt: skip
        words = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        with (self._folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                self._as_account([_program("postgres"), "-D", str(self._data), *words]), cwd="/", stdout=log, stderr=log
            )
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._server.poll() is None, (self._folder / "log").read_text()[-3000:]
            assert time.monotonic() < end, "PostgreSQL did not get ready"
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._plain(ACCOUNT), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """End it at once, as `pg_ctl stop -m fast` does: whoever is connected is cut off."""
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(60)

    def remove(self) -> None:
        """End it without another word, and delete its data."""
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(60)
        shutil.rmtree(self._folder, ignore_errors=True)

    def create(self, name: str, template: str = "template0") -> str:
        """Create a database as a copy of another; return its URL."""
        with psycopg.connect(self._plain(ACCOUNT), autocommit=True) as link:
            link.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return f"postgresql+psycopg://{ACCOUNT}@127.0.0.1:{self._port}/{name}"

    def _plain(self, name: str) -> str:
        return f"postgresql://{ACCOUNT}@127.0.0.1:{self._port}/{name}"


@cache
def cluster() -> Cluster:
    """Return the cluster of this run, started when it is first asked for."""
    one = Cluster()
    atexit.register(one.remove)
    one.start()
    return one


@cache
def database_for(folder: Path, template: str = "template0") -> str:
    """Return the URL of the database that belongs to a folder; it is made when it is first asked for."""
    name = "t_" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return cluster().create(name, template)


def _program(name: str) -> str:
    """Return where a program of PostgreSQL lies; Debian keeps them by version, out of the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = str(kept[-1]) if kept else shutil.which(name)
    assert found, f"{name} is not there: scripts/setup.sh tests installs PostgreSQL"
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
