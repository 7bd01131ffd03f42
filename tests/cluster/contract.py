"""Hold the contract's own check against a cluster: `python -m tests.cluster.contract CHECK.PY --project PATH`.

The check starts one server on a port; here that is nginx before two processes on PostgreSQL with Redis. With
SPREAD=client its clients go to both processes; then it fails now and then, since it takes what one client has seen to
be seen by another, which only clients of one process may expect.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.cluster.needs import missing
from deploy.cluster.postgresql import Postgresql

STAND_IN = Path(__file__).with_name("python")


def main(check: str, *arguments: str) -> int:
    """Run the check; return its exit code."""
    lack = missing()
    if lack is not None:
        print(lack, file=sys.stderr)
        return 1
    folder = Path(tempfile.mkdtemp(prefix="contract-"))
    folder.chmod(0o711)
    database = Postgresql(folder / "postgresql", folder / "postgresql.log")
    try:
        database.start()
        command = [sys.executable, check, *arguments, "--python", str(STAND_IN), "--database-url", database.url()]
        return subprocess.run(command, env={**os.environ, "CLUSTER_PYTHON": sys.executable}).returncode
    finally:
        database.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
