"""`make cluster` from outside: it starts all, bears the death of a process, stops all, and says what is missing."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.cluster import needs
from deploy.cluster.__main__ import main
from deploy.cluster.ports import free_port
from tests.browser.server import ROOT
from tests.waiting import wait_for

LONG = 60


class Running:
    """One `make cluster`, its words in a file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self._words = folder / "words"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def words(self) -> str:
        """Return what it said in the terminal."""
        return self._words.read_text("utf-8")

    def start(self) -> None:
        """Start it and wait until it says where everything is."""
        settings = {"DATA_DIR": str(self.folder / "data"), "PORT": str(self.port), "HOST": "127.0.0.1"}
        with self._words.open("wb") as words:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.cluster"], cwd=ROOT, env={**os.environ, **settings}, stdout=words,
                stderr=words,
            )  # fmt: skip
        wait_for(lambda: self._is_there(), LONG)

    def _is_there(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.words
        return "数据和日志在" in self.words

    def servers(self) -> list[int]:
        """Return the process ids it names."""
        return [int(found) for found in re.findall(r"进程 (\d+)", self.words)]

    def get(self, path: str) -> int:
        """Get a page through nginx; return the status."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return int(answer.status)

    def interrupt(self) -> int:
        """Press Ctrl+C; return the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONG)


@pytest.fixture
def running() -> Iterator[Running]:
    """One in a folder of its own, which other users may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="make-cluster-"))
    folder.chmod(0o711)
    running = Running(folder)
    yield running
    if running.process is not None and running.process.poll() is None:
        running.interrupt()
    shutil.rmtree(folder, ignore_errors=True)


def is_alive(pid: int) -> bool:
    """Return whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_it_starts_all_bears_a_death_and_stops_all(running: Running) -> None:
    """Started twice on the same data it is the same meeting; Ctrl+C leaves nothing behind."""
    running.start()
    code = re.findall(r"/live/(\w+)", running.words)[0]
    first, second = running.servers()
    assert running.get(f"/live/{code}") == 200

    os.kill(second, signal.SIGKILL)
    assert running.get(f"/live/{code}") == 200
    wait_for(lambda: "重新启动" in running.words, LONG)
    assert running.interrupt() == 0
    assert "已停止。" in running.words
    assert not is_alive(first)

    running.start()
    assert code in running.words
    assert running.get("/readyz") == 200


def test_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """All at once, in a sentence that can be copied into the terminal."""
    monkeypatch.setattr(needs, "PLACES", "/nowhere")
    monkeypatch.setattr(needs, "POSTGRESQL", "/nowhere/*")

    assert main([]) == 1

    assert "apt-get install nginx redis-server postgresql" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"), [("PROCESSES", "0"), ("PROCESSES", "two"), ("SPREAD", "seat"), ("PORT", "x")]
)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, value: str
) -> None:
    """Before anything is started."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv(name, value)

    assert main([]) == 1

    assert capsys.readouterr().err.startswith(name)
