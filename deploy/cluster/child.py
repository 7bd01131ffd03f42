"""A program that runs beside this one, in a process group of its own, with its words in a file."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

LAST_WORDS = 1500
PR_SET_PDEATHSIG = 1


class Failed(Exception):
    """A program did not start; the text is Chinese and ends with what the program said."""


class Child:
    """One program. ``end`` is the signal that lets it finish; ``log`` is None for words that belong in the terminal."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        log: Path | None,
        environment: Mapping[str, str] | None = None,
        end: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name, self.command, self.log, self.environment, self.end = name, list(command), log, environment, end
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it. The terminal's Ctrl+C does not reach it: whoever started it stops it, in its turn."""
        words = self.log.open("ab") if self.log is not None else None
        try:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdout=words, stderr=words, start_new_session=True,
                preexec_fn=self._follow,
            )  # fmt: skip
        finally:
            if words is not None:
                words.close()

    def _follow(self) -> None:
        """Be told to end when whoever started it is gone, however that came."""
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, self.end)

    @property
    def runs(self) -> bool:
        """Return whether it is still there."""
        return self.process is not None and self.process.poll() is None

    def wait_until(self, ready: Callable[[], bool], seconds: float = 60) -> None:
        """Wait until it does its work. Raise Failed if it ends instead, or takes too long."""
        end = time.monotonic() + seconds
        while not ready():
            if not self.runs or time.monotonic() > end:
                raise Failed(f"{self.name} 没有启动。{self.last_words()}")
            time.sleep(0.05)

    def last_words(self) -> str:
        """Return the end of what it wrote."""
        if self.log is None or not self.log.exists():
            return ""
        return "它说：\n" + self.log.read_text("utf-8", "replace")[-LAST_WORDS:]

    def stop(self) -> None:
        """Let it finish; after ten seconds end it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGCONT)
        self.process.send_signal(self.end)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it and what it started, at once: nothing is told, nothing is tidied up."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
