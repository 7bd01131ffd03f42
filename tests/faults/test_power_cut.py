"""The power goes: the database file and its log as they lie on the disk at some moment, the end of the log torn."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
import struct
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.database import on_sqlite_files
from tests.faults.conftest import VictimOf
from tests.faults.hall import hall_of, run
from tests.faults.server import Victim

pytestmark = on_sqlite_files

PHONES, MOMENTS = 100, 5
HEADER, FRAME_HEADER = 32, 24


@dataclass(frozen=True)
class Image:
    """What lay on the disk at one moment, and which ballots had been acknowledged by then."""

    folder: Path
    acked: frozenset[str]

    @property
    def log(self) -> Path:
        """The write-ahead log."""
        return self.folder / "shuping.db-wal"


def take(server: Victim, folder: Path, acked: set[str]) -> Image:
    """Copy database and log while the process stands still, as a power cut finds them."""
    folder.mkdir()
    with server.stopped():
        image = Image(folder, frozenset(acked))
        for name in ("shuping.db", "shuping.db-wal"):
            shutil.copy(server.data / name, folder / name)
    return image


def committed(log: bytes) -> int:
    """How many bytes of a log, from its start, are commits: these were on the disk before anybody had an ack."""
    if len(log) < HEADER:
        return 0
    size, salts = struct.unpack(">I", log[8:12])[0], log[16:24]
    at = end = HEADER
    while at + FRAME_HEADER + size <= len(log) and log[at + 8 : at + 16] == salts:
        (whole,) = struct.unpack_from(">I", log, at + 4)
        at += FRAME_HEADER + size
        end = at if whole else end
    return end


def torn(image: Image, chance: random.Random) -> list[bytes]:
    """The log with its end as a power cut may leave it: as it is, cut off, half a frame more, and filth."""
    log = image.log.read_bytes()
    end = committed(log)
    half = log[end - 4096 - FRAME_HEADER : end - 2000]
    return [log, log[:end], log[:end] + half, log[:end] + chance.randbytes(chance.randrange(1, 20_000))]


def test_the_power_goes_while_ballots_are_cast(victim: VictimOf, tmp_path: Path) -> None:
    """Whatever the moment and the tear: it opens clean, `verify` passes, and every ballot acknowledged is there."""
    server = victim()
    server.start()
    code, images = run(_images(server, tmp_path))
    assert len({len(image.acked) for image in images}) > 2
    for number, image in enumerate(images):
        for tear, log in enumerate(torn(image, random.Random(number))):
            folder = tmp_path / f"after-{number}-{tear}"
            folder.mkdir()
            after = Victim(folder)
            shutil.copy(image.folder / "shuping.db", folder)
            (folder / "shuping.db-wal").write_bytes(log)
            with closing(sqlite3.connect(after.database)) as db:
                assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert image.acked <= set(after.receipts())
            after.app("verify", code)


async def _images(server: Victim, folder: Path) -> tuple[str, list[Image]]:
    """Cast, and take the disk's image at moments by chance, among them one in the middle of a seal."""
    async with hall_of(server, PHONES) as hall:
        round_id = await hall.open_round()
        ballots = await hall.ballots(round_id)
        casting = asyncio.ensure_future(hall.cast_all(ballots, within=3))
        images = []
        for number in range(MOMENTS):
            await asyncio.sleep(random.uniform(0.2, 0.7))
            images.append(take(server, folder / f"image-{number}", hall.acked))
        assert set(await casting) == {"ok"}
        closing_round = asyncio.ensure_future(hall.host.call("round.close", round_id=round_id))
        await asyncio.sleep(random.uniform(0, 0.05))
        sealing = take(server, folder / "image-seal", set())
        await closing_round
        return hall.code, [*images, sealing]
