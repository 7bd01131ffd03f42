"""The processor time of a process and all it started, those that have ended too: how PostgreSQL's is read."""

from __future__ import annotations

import subprocess
import sys

from bench.processes import cpu_seconds, tree_cpu_seconds

_WORK = "import time\nwhile time.process_time() < {}: pass\n"
_FAMILY = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {_WORK.format(0.3)!r}], check=True)
alive = subprocess.Popen([sys.executable, "-c", {(_WORK.format(0.3) + "print(flush=True); input()")!r}],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE)
alive.stdout.readline()
print("done", flush=True)
input()
alive.communicate(b"\\n")
"""


def test_children_count_dead_or_alive() -> None:
    """One has ended and was waited for, one is still there; neither is in the parent's own time."""
    command = [sys.executable, "-c", _FAMILY]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "done\n"
        together, alone = tree_cpu_seconds(parent.pid), cpu_seconds(parent.pid)
        parent.communicate("\n")

    assert together - alone >= 0.55


def test_who_is_gone_has_no_time() -> None:
    """Whoever ends between two looks is no error."""
    assert tree_cpu_seconds(2**22 + 1) == 0
