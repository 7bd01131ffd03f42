"""The server under measurement: a process of its own, on a data folder of its own, and what the system says of it."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench import processes, slowdisk
from bench.meeting import meeting_file

_PROJECT = Path(__file__).parent.parent
_READY_SECONDS = 60
_STOP_SECONDS = 20


class ServerFailed(Exception):
    """A command of the application failed, or the server did not come up; the text is what it said."""


class Server:
    """The application's real server with what `bench.serve` adds; ends with the `with` block."""

    def __init__(self, slow_disk_ms: int = 0) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="shuping-bench-")
        self.folder = Path(self._folder.name)
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._environment = {
            **os.environ,
            "DATA_DIR": str(self.folder),
            "SECRET_KEY": "bench-" * 8,
            "PUBLIC_URL": self.url,
            "HOST": "127.0.0.1",
            "PORT": str(self._port),
        }
        self._slow = slowdisk.environment(self.folder, slow_disk_ms) if slow_disk_ms else {}
        self._process: subprocess.Popen[bytes] | None = None

    def app(self, *arguments: str) -> str:
        """Run a command of the application and give what it prints. Raises ServerFailed."""
        done = subprocess.run(
            [sys.executable, "-m", "app", *arguments],
            cwd=_PROJECT,
            env=self._environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise ServerFailed(f"app {' '.join(arguments)} gave {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def import_meeting(self, seats: int) -> dict[str, Any]:
        """Make the database and a meeting with so many delegates; give what the import prints."""
        path = self.folder / "meeting.yaml"
        path.write_text(meeting_file(seats), "utf-8")
        self.app("db", "upgrade")
        imported: dict[str, Any] = json.loads(self.app("meeting", "import", str(path), "--json"))
        return imported

    def __enter__(self) -> Self:
        return self

    def start(self) -> None:
        """Start the server and wait until it is ready. Raises ServerFailed with the end of its log."""
        log = self.folder / "server.log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bench.serve"],
                cwd=_PROJECT,
                env={**self._environment, **self._slow},
                stdout=output,
                stderr=output,
            )
        end = time.monotonic() + _READY_SECONDS
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > end:
                raise ServerFailed("the server did not get ready:\n" + log.read_text("utf-8")[-3000:])
            time.sleep(0.1)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._folder.cleanup()

    def kill(self) -> None:
        """End the process as a power cut would (kill -9); `start` starts it anew on the same port and data."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    @property
    def pid(self) -> int:
        """The process to look at with a profiler."""
        assert self._process is not None
        return self._process.pid

    def memory_kb(self) -> int:
        """Give the memory the process holds in RAM (resident set), in KB."""
        return processes.memory_kb(self.pid)

    def cpu_seconds(self) -> float:
        """Give the processor time the process has used so far, its threads included."""
        return processes.cpu_seconds(self.pid)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
