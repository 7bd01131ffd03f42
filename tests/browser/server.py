"""A real server on a port and a data folder of its own, for tests that look at it from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import yaml

from deploy.cluster.ports import free_port
from tests import command, database

ROOT = Path(__file__).parents[2]
STAFF, PASSWORD = "huiwu", "Shufa-2026-hall"


class Server:
    """One server process; it may be killed and started again on the same data."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        settings = {
            "SECRET_KEY": "k" * 40, "PUBLIC_URL": self.url, "HOST": "127.0.0.1", "PORT": str(self.port),
        }  # fmt: skip
        self._env = {**os.environ, **database.settings_for(data), **settings}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def database_url(self) -> str:
        """Return the URL of the database that it serves."""
        return self._env.get("DATABASE_URL") or database.url_of(self.data)

    def make_database(self) -> None:
        """Give it the tables, as `db upgrade` makes them, and nothing in them."""
        database.make_tables(self.data)

    def app(self, *arguments: str, typed: str = "") -> str:
        """Run a command of the application on the same data; return what it printed."""
        done = command.call(*arguments, environment=self._env, typed=typed)
        assert done.returncode == 0, f"app {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def import_meeting(self, meeting: dict[str, Any]) -> dict[str, Any]:
        """Import a meeting file; return what `meeting import --json` prints."""
        path = self.data / "meeting.yaml"
        path.write_text(yaml.safe_dump(meeting, allow_unicode=True, sort_keys=False), "utf-8")
        printed: dict[str, Any] = json.loads(self.app("meeting", "import", str(path), "--json"))
        return printed

    def results(self, code: str) -> list[dict[str, Any]]:
        """Return what `meeting results --json` prints."""
        printed: list[dict[str, Any]] = json.loads(self.app("meeting", "results", code, "--json"))
        return printed

    def start(self) -> None:
        """Serve, and wait until the database answers."""
        with (self.data / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app", "serve"], cwd=ROOT, env=self._env, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 40
        while not self._is_ready():
            assert self._process.poll() is None, (self.data / "server.log").read_text()[-3000:]
            assert time.monotonic() < deadline, "the server did not get ready"
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """Kill -9: nothing is told, nothing is tidied up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """Ask it to end."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
