"""A real installation to call the command line on: its own data folder and its own port."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deploy.cluster.ports import free_port
from tests import command, database

ROOT = Path(__file__).parents[2]
START_SECONDS = 40


class Installation:
    """One data folder with its settings."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir, self.port = data_dir, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._has_tables = False

    def environment(self, **more: str) -> dict[str, str]:
        ours = {
            **database.settings_for(self.data_dir, tables=self._has_tables),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "SECRET_KEY": "k" * 40,
            "NO_PROXY": "*",
            **more,
        }
        return {**os.environ, **ours}

    def make_database(self) -> None:
        """Give it the tables, as `db upgrade` makes them, and nothing in them."""
        self._has_tables = True
        database.make_tables(self.data_dir)

    def run(self, *words: str, said: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        """Call one command; `said` is what it reads on standard input."""
        return command.call(*words, environment=self.environment(**env), typed=said)

    def program(self, *words: str, said: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        """Call one command from outside, as a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "app", *words],
            cwd=ROOT,
            env=self.environment(**env),
            input=said,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def json(self, *words: str) -> Any:
        """Call a command that must succeed and read what it prints."""
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    @contextmanager
    def process(self, *words: str, **env: str) -> Iterator[subprocess.Popen[str]]:
        """Run a command beside the test, its output in the file `output`, and end it."""
        with (self.data_dir / "output").open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "app", *words],
                cwd=ROOT,
                env=self.environment(**env),
                stdout=output,
                stderr=output,
                text=True,
            )
            try:
                yield process
            finally:
                process.terminate()
                process.wait(20)

    def output(self) -> str:
        return (self.data_dir / "output").read_text()

    def wait_until_served(self, process: subprocess.Popen[str]) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            assert process.poll() is None, self.output()
            try:
                with urllib.request.urlopen(self.url + "/readyz", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError("the server did not get ready: " + self.output())
