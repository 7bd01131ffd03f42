"""Run a command with the URL of an empty PostgreSQL database as its last word: python -m tests.postgresql COMMAND..."""

from __future__ import annotations

import subprocess
import sys

from tests.postgresql.cluster import create

sys.exit(subprocess.run([*sys.argv[1:], create("empty")]).returncode)
