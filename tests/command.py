"""One command of the application, run in the tests' own process: starting Python anew takes longer than the deed."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
from collections.abc import Mapping
from unittest.mock import patch

from app.cli.main import main


def call(*words: str, environment: Mapping[str, str], typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command that ends by itself; `typed` is what it reads on standard input."""
    out, err, mask = io.StringIO(), io.StringIO(), os.umask(0o077)
    # plain threads: eventlet would have had to patch before pytest was imported
    settings = {**environment, "ASYNC_MODE": "threading"}
    try:
        with (
            patch.dict(os.environ, settings),
            patch("sys.stdin", io.StringIO(typed)),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = main(words)
    finally:
        os.umask(mask)
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())
