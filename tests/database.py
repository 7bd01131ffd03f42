"""An empty database, made once for all servers of a run: the migrations take a second or more."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]


@cache
def empty_database() -> Path:
    """Make it by the real command, as an installation does; return the file, to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="database-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = {**os.environ, "DATA_DIR": str(folder), "SECRET_KEY": "k" * 40}
    upgrade = [sys.executable, "-m", "app", "db", "upgrade"]
    subprocess.run(upgrade, cwd=ROOT, env=settings, timeout=120, check=True, capture_output=True)
    return folder / "shuping.db"
