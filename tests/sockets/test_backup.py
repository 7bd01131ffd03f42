"""A backup made in mid-round: whole, good to go on from, and gone after the close."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from tests.database import on_sqlite_files
from tests.sockets.conftest import OpenServer
from tests.sockets.hall import QIN, Hall, Server
from tests.sockets.wire import Wires
from tests.waiting import wait_for

pytestmark = on_sqlite_files


def test_a_meeting_goes_on_from_a_backup_made_in_mid_round(
    own_server: OpenServer, wires: Wires, tmp_path: Path
) -> None:
    """The copy serves: the round is open with its ballots, nobody votes twice, and what is missing may still come."""
    server = own_server()
    hall = Hall(server, wires).begin()
    voted, late = hall.seats(party_delegate=2)
    rid = hall.open_round(QIN, seconds=600)
    sheet = hall.sheet(rid, QIN)
    receipt = voted("ballot.cast", **sheet)["receipt"]
    server.app("backup", str(tmp_path / "copy.db"))
    server.kill()

    restored = Server(tmp_path / "restored")
    restored.data.mkdir()
    shutil.move(tmp_path / "copy.db", restored.database)
    restored.start()
    try:
        host, seat, other = (wires.connect(restored.url, one.access) for one in (hall.host, voted, late))
        assert host.sections["rounds"]["rounds"][0]["state"] == "open"
        assert host.sections["turnout"][0]["cast"] == 1
        restored.app("verify", hall.code)
        assert seat("ballot.cast", **sheet)["receipt"] == receipt
        seat.refuses("ballot.cast", "ballot.already_cast", **hall.sheet_again(sheet))
        assert other("ballot.cast", **hall.sheet(rid, QIN))["receipt"]
        host("round.close", round_id=rid)
        host.until(lambda s: s["turnout"][0]["cast"] == 2)
        restored.app("verify", hall.code)
    finally:
        restored.stop()


def test_a_backup_of_an_open_round_goes_after_the_close_and_others_stay(
    own_server: OpenServer, wires: Wires, tmp_path: Path
) -> None:
    """The server deletes it by itself within a second or two; the health light tells of a copy that is there."""
    server = own_server()
    hall = Hall(server, wires).begin()
    before, during, replaced = (tmp_path / f"{name}.db" for name in ("before", "during", "replaced"))
    server.app("backup", str(before))
    whole_at = hall.host("health.get")["backup_at"]
    assert abs(whole_at - time.time() * 1000) < 30_000
    rid = hall.open_round(QIN)
    for copy in (during, replaced):
        server.app("backup", str(copy))
    assert hall.host("health.get")["backup_at"] > whole_at
    replaced.write_text("somebody else's")
    time.sleep(1.2)
    assert during.exists()

    hall.host("round.close", round_id=rid)

    wait_for(lambda: not during.exists())
    wait_for(lambda: hall.host("health.get")["backup_at"] == whole_at)
    assert before.exists()
    assert replaced.read_text() == "somebody else's"


def test_a_server_that_starts_deletes_what_was_left(own_server: OpenServer, wires: Wires, tmp_path: Path) -> None:
    """The copy that is served itself is never deleted, nor one of a round that is open."""
    server = own_server()
    hall = Hall(server, wires).begin()
    rid = hall.open_round(QIN)
    copy = tmp_path / "copy.db"
    server.app("backup", str(copy))
    server.app("meeting", "list")
    assert copy.exists()
    hall.host("round.void", round_id=rid, reason="重来")
    server.kill()
    server.start()
    wait_for(lambda: not copy.exists())
