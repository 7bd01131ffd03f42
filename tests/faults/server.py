"""A real server to which something is done: libraries before it, limits on it, a clock of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.sockets.hall import Server

HERE = Path(__file__).parent


def build(folder: Path, name: str) -> Path:
    """Compile a library of this folder that a process may preload."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    assert compiler is not None, "no C compiler: make test installs gcc"
    library = folder / f"{name}.so"
    source = HERE / f"{name}.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl"], check=True)
    return library


class Victim(Server):
    """A server whose environment, disk and process a test has in its hands."""

    def __init__(self, data: Path, **environment: str) -> None:
        super().__init__(data, **environment)
        self.make_database()

    @property
    def pid(self) -> int:
        """The process."""
        assert self._process is not None
        return self._process.pid

    def runs(self) -> bool:
        """Whether the process has not ended by itself."""
        return self._process is not None and self._process.poll() is None

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Let the process stand still, between any two of its steps."""
        os.kill(self.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.pid, signal.SIGCONT)

    def receipts(self) -> list[str]:
        """The receipts of all ballots in the urn, read from the disk."""
        return [row[0] for row in self.rows("SELECT receipt FROM urn")]

    def memory_mb(self) -> float:
        """What the process holds in RAM (resident set)."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024
