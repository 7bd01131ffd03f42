"""What the system says of a process: its memory and its processor time."""

import os
from pathlib import Path


def memory_kb(pid: int) -> int:
    """Give the memory a process holds in RAM (resident set), in KB."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))


def cpu_seconds(pid: int) -> float:
    """Give the processor time a process has used so far, its threads included."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load() -> str:
    """Give the machine's load average of the last minute, and its cores: figures without it say little."""
    return f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
