"""The server under measurement: a process of its own, on a data folder of its own, and what the system says of it.

`Served` is what a benchmark asks of it, so that a cluster (`bench.clustered`) can stand in its place.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from bench import processes, slowdisk
from bench.meeting import meeting_file
from deploy.cluster.ports import free_port

_PROJECT = Path(__file__).parent.parent
_READY_SECONDS = 60
_STOP_SECONDS = 20
_MOST_VIEWERS = "50000"
"""The benchmarks measure viewers' sockets, so none of them is sent to the snapshot."""


class ServerFailed(Exception):
    """A command of the application failed, or the server did not come up; the text is what it said."""


class Served(Protocol):
    """A server, of one process or several."""

    url: str

    def app(self, *arguments: str) -> str:
        """Run a command of the application and give what it prints. Raises ServerFailed."""

    def import_meeting(self, seats: int) -> dict[str, Any]:
        """Make the database and a meeting with so many delegates; give what the import prints."""

    def start(self) -> None:
        """Start what does not run and wait until it is ready. Raises ServerFailed."""

    def kill(self) -> None:
        """End a process as a power cut would (kill -9)."""

    def memory_kb(self) -> int:
        """Give the memory the server's processes hold in RAM (resident sets), in KB."""

    def cpu_seconds(self) -> float:
        """Give the processor time the server's processes have used so far, without databases and proxies."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Server(processes.Running):
    """The application's real server with what `bench.serve` adds; ends with the `with` block.

    `settings` are more of the environment's; with a `folder` it shares the data with whoever else has it.
    """

    def __init__(
        self, slow_disk_ms: int = 0, folder: Path | None = None, settings: Mapping[str, str] | None = None
    ) -> None:
        self._folder = None if folder else tempfile.TemporaryDirectory(prefix="shuping-bench-")
        self.folder = folder or Path(self._folder.name if self._folder else "")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ,
            "DATA_DIR": str(self.folder),
            "SECRET_KEY": "bench-" * 8,
            "PUBLIC_URL": self.url,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "MAX_VIEWERS": _MOST_VIEWERS,
            **(settings or {}),
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
        log = self.folder / f"server-{self.port}.log"
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
        if self._process is not None and self.runs:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._folder is not None:
            self._folder.cleanup()

    def kill(self) -> None:
        """End the process as a power cut would (kill -9); `start` starts it anew on the same port and data."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    @property
    def runs(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def sockets(self) -> int:
        """Give how many sockets follow a meeting at this process."""
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        return int(sum(float(line.split()[-1]) for line in lines if line.startswith("shuping_sockets{")))

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False
