"""Run a command with the URL of an empty PostgreSQL database as its last word: python -m tests.postgresql COMMAND..."""

from __future__ import annotations

import subprocess
import sys

from tests.postgresql.cluster import cluster

sys.exit(subprocess.run([*sys.argv[1:], cluster().create("empty")]).returncode)
