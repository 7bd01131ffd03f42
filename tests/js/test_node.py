"""The tests of the browser's own modules run with everything else."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="node is not installed (apt-get install nodejs)")
def test_browser_modules() -> None:
    """The store, the clock, the sender and the outbox keep their promises."""
    tests = sorted(str(path) for path in HERE.glob("*.test.mjs"))

    done = subprocess.run([str(NODE), "--test", *tests], capture_output=True, text=True, timeout=120, check=False)

    assert tests
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
