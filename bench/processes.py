"""What the system says of a process: its memory and its processor time."""

import os
import subprocess
from pathlib import Path
from typing import Any


class Running:
    """A process that was started and may be looked at; whoever inherits sets `_process`."""

    _process: "subprocess.Popen[Any] | None" = None

    @property
    def pid(self) -> int:
        """The process to look at with a profiler."""
        assert self._process is not None
        return self._process.pid

    def memory_kb(self) -> int:
        """Give the memory the process holds in RAM (resident set), in KB."""
        return memory_kb(self.pid)

    def cpu_seconds(self) -> float:
        """Give the processor time the process has used so far, its threads included."""
        return cpu_seconds(self.pid)


def memory_kb(pid: int) -> int:
    """Give the memory a process holds in RAM (resident set), in KB."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))


def cpu_seconds(pid: int) -> float:
    """Give the processor time a process has used so far, its threads included."""
    return sum(_times(pid)[:2])


def tree_cpu_seconds(pid: int) -> float:
    """Give the processor time of a process and all it started, of those that have ended since too."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdecimal()}
    family = {pid}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    # whoever has ended and was waited for is in the figures of its parent
    return sum(sum(_times(member)) for member in family)


def _times(pid: int) -> tuple[float, ...]:
    """Give the seconds of a process in user and in kernel mode, and those of the children it has waited for."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return (0.0, 0.0, 0.0, 0.0)
    return tuple(int(ticks) / os.sysconf("SC_CLK_TCK") for ticks in fields[11:15])


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def load() -> str:
    """Give the machine's load average of the last minute, and its cores: figures without it say little."""
    return f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
