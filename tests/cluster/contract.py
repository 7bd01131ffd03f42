"""Hold the contract's own check against a cluster: `python -m tests.cluster.contract CHECK.PY --project PATH`.

The check starts one server on a port; here that is nginx before two processes on PostgreSQL with Redis. With
SPREAD=client its clients go to both processes; then it fails now and then, since it takes what one client has seen to
be seen by another, which only clients of one process may expect.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from deploy.cluster.needs import missing
from tests.postgresql.cluster import own

STAND_IN = Path(__file__).with_name("python")


def main(check: str, *arguments: str) -> int:
    """Run the check; return its exit code."""
    lack = missing()
    if lack is not None:
        print(lack, file=sys.stderr)
        return 1
    with own() as database:
        command = [sys.executable, check, *arguments, "--python", str(STAND_IN), "--database-url", database.url()]
        return subprocess.run(command, env={**os.environ, "CLUSTER_PYTHON": sys.executable}).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
