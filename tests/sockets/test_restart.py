"""A server that ends and comes back: deadlines that passed meanwhile, and kill -9 amid the casts."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from contextlib import closing

from tests.database import on_sqlite_files
from tests.sockets.conftest import OpenServer
from tests.sockets.hall import GU, QIN, Hall, Server, meeting
from tests.sockets.voting import Voting
from tests.sockets.wire import Wires
from tests.waiting import wait_for

VOTERS = 30


def move_deadline(server: Server, round_id: str, closes_at: int) -> None:
    """Move a round's end in the database, while nobody serves it."""
    moved = "UPDATE round SET ends_at = :ends_at, closes_at = :closes_at WHERE id = :id"
    server.change(moved, ends_at=closes_at - 60_000, closes_at=closes_at, id=round_id)


def test_deadlines_are_kept_over_a_restart(own_server: OpenServer, wires: Wires) -> None:
    """One that passed meanwhile closes its round at once, one to come within a second of its time; late casts fail."""
    server = own_server()
    hall = Hall(server, wires).begin()
    seat, viewer = hall.join("party_delegate"), hall.viewer()
    here, online = hall.open_round(QIN, seconds=600), hall.open_round(QIN, audience="viewers", seconds=600)
    sheet, ticket = hall.sheet(here, QIN), hall.sheet(online, QIN)
    server.stop()
    due = int(time.time() * 1000) + 15_000  # a busy machine takes seconds to start a server
    move_deadline(server, here, int(time.time() * 1000) - 3_000)
    move_deadline(server, online, due)

    server.start()
    seat = wires.connect(server.url, seat.access)
    seat.refuses("ballot.cast", "round.closed", **sheet)
    seat.until(lambda s: s["rounds"]["rounds"][0]["state"] == "closed", seconds=2)
    viewer = wires.connect(server.url, viewer.access)
    assert viewer.sections["rounds"]["rounds"][1]["closes_at"] == due
    assert viewer("ballot.cast", **ticket)["receipt"]

    viewer.until(lambda s: s["rounds"]["rounds"][1]["state"] == "closed", seconds=25)
    assert time.time() * 1000 - due < 3_000
    closed_at = server.rows("SELECT closed_at FROM round WHERE id = :id", id=online)[0][0]
    assert 0 <= closed_at - due <= 1_000
    viewer.refuses("ballot.cast", "round.closed", **hall.sheet_again(ticket))
    assert server.rows("SELECT DISTINCT actor FROM audit WHERE what = 'round.close'") == [("clock",)]


def test_kill_9_amid_the_casts_loses_and_doubles_nothing(own_server: OpenServer, wires: Wires) -> None:
    """Every acked ballot is there once, resends get their receipts, the others arrive by resend; all is as before."""
    server = own_server()
    wanted = meeting()
    for category in wanted["categories"][:2]:
        category["seats"] = VOTERS // 2
    hall = Hall(server, wires, wanted).begin()
    seats = hall.seats(party_delegate=VOTERS // 2, npc_deputy=VOTERS // 2)
    hall.go(hall.subject(QIN), "appraisal")
    rid = hall.open_round(QIN, GU, seconds=600)
    hall.host.until(lambda s: s["rounds"]["rounds"] and s["stage"]["timer"]["ends_at"])
    before = {name: hall.host.sections[name] for name in ("stage", "rounds", "presence", "agenda", "meeting")}
    voting = Voting(hall, seats, rid)

    wires.run(voting.until_killed(server))
    assert VOTERS // 2 < len(voting.receipts) < 2 * VOTERS
    in_urn = [row[0] for row in server.rows("SELECT receipt FROM urn")]
    assert set(voting.receipts.values()) <= set(in_urn)
    server.start()

    host = wires.connect(server.url, hall.host.access)
    assert {name: host.sections[name] for name in before} == before
    back = [wires.connect(server.url, seat.access) for seat in seats]
    acks = wires.together(
        phone.say("ballot.cast", sheet) for phone, sheets in zip(back, voting.sheets, strict=True) for sheet in sheets
    )
    for sheet, ack in zip(voting.of_all(), acks, strict=True):
        receipt = hashlib.sha256(sheet["ballot_id"].encode()).hexdigest()
        assert ack == {"ok": True, "data": {"receipt": receipt}}
        assert voting.receipts.get(sheet["ballot_id"], receipt) == receipt
    for table in ("urn", "admission"):
        assert server.rows(f"SELECT count(*) FROM {table}") == [(2 * VOTERS,)]
    server.app("verify", hall.code)
    host("round.close", round_id=rid)
    host("round.reveal", round_id=rid, to="all")
    assert [r["cast"] for r in back[0].until(lambda s: s["results"])] == [VOTERS, VOTERS]
    server.app("verify", hall.code)


@on_sqlite_files
def test_what_a_seal_leaves_goes_though_somebody_reads(own_server: OpenServer, wires: Wires) -> None:
    """A reader holds the log while it reads; casts go on, and then the log is emptied; and so it is at a start."""
    server = own_server()
    hall = Hall(server, wires).begin()
    one, two = hall.seats(party_delegate=2)
    rid, other = hall.open_round(QIN), hall.open_round(GU)
    one("ballot.cast", **hall.sheet(rid, QIN))
    log = server.data / "shuping.db-wal"
    with closing(sqlite3.connect(server.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM urn").fetchall()
        hall.host("round.close", round_id=rid)
        assert log.stat().st_size > 0
        began = time.monotonic()
        two("ballot.cast", **hall.sheet(other, GU))
        assert time.monotonic() - began < 2
    wait_for(lambda: log.stat().st_size == 0)

    one("ballot.cast", **hall.sheet(other, GU))
    assert log.stat().st_size > 0
    server.kill()
    server.start()
    wait_for(lambda: log.stat().st_size == 0)
