"""The reference peer: a plain Socket.IO and better-sqlite3 application (peers/node), installed on first use."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench import processes

_FOLDER = Path(__file__).parent / "peers" / "node"
_INSTALL_SECONDS = 900
"""Where no built better-sqlite3 can be fetched, npm compiles SQLite: two minutes and more."""


class NoPeer(Exception):
    """The peer cannot be had here; the text says what to do."""


class Peer(processes.Running):
    """The peer's process on a database of its own; ends with the `with` block."""

    def __init__(self, seats: int) -> None:
        _install()
        self.seats = seats
        self.url = ""
        self._folder = tempfile.TemporaryDirectory(prefix="shuping-peer-")
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        database = Path(self._folder.name) / "peer.db"
        self._process = subprocess.Popen(
            ["node", "server.mjs", str(database), str(self.seats)], cwd=_FOLDER, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        port = self._process.stdout.readline().strip()
        if not port:
            raise NoPeer("the peer did not start: see what node says above")
        self.url = f"http://127.0.0.1:{port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.communicate()
        self._folder.cleanup()

    def accesses(self) -> list[str]:
        """Give what lets each seat in."""
        return [f"seat-{n}" for n in range(self.seats)]


def _install() -> None:
    """Install the pinned packages unless they are there. Raises NoPeer."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise NoPeer(
                f"compare needs the Node peer, and there is no {program}: install Node.js 20 or newer with npm"
            )
    stamp = _FOLDER / "node_modules" / ".installed"
    wanted = hashlib.sha256((_FOLDER / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text("ascii") == wanted:
        return
    print("installing the Node peer (npm ci; some minutes if SQLite has to be compiled)", file=sys.stderr)
    done = _npm("ci", "--no-audit", "--no-fund")
    if done.returncode:
        raise NoPeer(
            f"npm ci in {_FOLDER} failed (it needs the network, or else g++, make and python3):\n{done.stderr[-800:]}"
        )
    stamp.write_text(wanted, "ascii")


def _npm(*arguments: str) -> Any:
    return subprocess.run(["npm", *arguments], cwd=_FOLDER, capture_output=True, text=True, timeout=_INSTALL_SECONDS)
