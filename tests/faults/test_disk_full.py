"""The disk is full in mid-round: who casts hears that it was not taken; once there is room, all of it arrives."""

from __future__ import annotations

import resource
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.database import on_sqlite_files
from tests.faults.conftest import VictimOf
from tests.faults.hall import hall_of, run
from tests.faults.server import Victim

pytestmark = on_sqlite_files

PHONES, MEGABYTES = 40, 24


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes; where none may be mounted the other test must do."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=700", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small file system needs root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk(victim: VictimOf, small_disk: Path) -> None:
    """Not a byte is left on the file system of database and log of the server."""
    server = victim(small_disk)
    server.start()
    filler = small_disk / "filler"

    def fill() -> None:
        with filler.open("wb", buffering=0) as file:
            for size in (65536, 4096):
                try:
                    while True:
                        file.write(b"\0" * size)
                except OSError:
                    continue

    run(_full(server, fill, filler.unlink))
    server.stop()


def test_a_file_that_may_not_grow(victim: VictimOf) -> None:
    """The system lets the process make no file larger than its write-ahead log is now, as a quota does."""
    server = victim()
    server.start()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill() -> None:
        size = (server.data / "shuping.db-wal").stat().st_size
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, hard))

    def free() -> None:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (soft, hard))

    run(_full(server, fill, free))


async def _full(server: Victim, fill: Callable[[], None], free: Callable[[], None]) -> None:
    async with hall_of(server, PHONES) as hall:
        round_id = await hall.open_round()
        ballots = await hall.ballots(round_id)
        assert set(await hall.cast_all(ballots[:PHONES], within=0.5)) == {"ok"}
        fill()

        told = await hall.cast_all(ballots[PHONES:], within=2)
        assert set(told) <= {"ok", "server.busy"}
        assert told.count("server.busy") > PHONES / 2
        assert set(server.receipts()) == hall.acked
        assert len((await hall.phones[0].sections())["rounds"]["rounds"]) == 1
        with urllib.request.urlopen(f"{server.url}/readyz", timeout=5) as answer:
            assert answer.status == 200

        free()
        assert set(await hall.cast_all(ballots, within=0.5)) == {"ok"}
        assert sorted(server.receipts()) == sorted(ballot.receipt for ballot in ballots)
        await hall.host.call("round.close", round_id=round_id)
        hall.verify()
        assert server.runs()
