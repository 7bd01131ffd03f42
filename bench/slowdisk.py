"""A slow disk: a preloaded library that delays every sync, and the proof that SQLite feels it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_SOURCE = Path(__file__).with_name("slowdisk.c")
_PROOF = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
database.execute("PRAGMA synchronous=FULL")
database.execute("CREATE TABLE one (n INTEGER)")
start = time.perf_counter()
for n in range(5):
    database.execute("INSERT INTO one VALUES (?)", (n,))
print((time.perf_counter() - start) / 5 * 1000)
"""


class NoSlowDisk(Exception):
    """The slow disk cannot be had here; the text says why."""


def environment(folder: Path, ms: int) -> dict[str, str]:
    """Build the library in `folder` and give the variables that put `ms` on every sync of a process.

    Raises NoSlowDisk where there is no compiler, or where this Python's SQLite is not touched by it.
    """
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise NoSlowDisk("--slow-disk needs a C compiler: install gcc, or run without it")
    library = folder / "slowdisk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(_SOURCE), "-ldl"], check=True)
    slow = {"LD_PRELOAD": str(library), "SLOW_DISK_MS": str(ms)}
    if (took := _commit_ms(folder, slow)) < ms:
        raise NoSlowDisk(f"--slow-disk {ms} is not in effect: a commit of SQLite took {took:.1f} ms")
    return slow


def _commit_ms(folder: Path, slow: dict[str, str]) -> float:
    """Time a commit of this Python's SQLite under the library."""
    done = subprocess.run(
        [sys.executable, "-c", _PROOF, str(folder / "proof.db")],
        env={**os.environ, **slow},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)
