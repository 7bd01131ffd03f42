"""After the close nothing stored ties a seat to a ballot: the files as they lie on the disk, copied and searched."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.database import on_sqlite_files
from tests.sockets.hall import GU, QIN, Hall, Server, meeting
from tests.sockets.pages import Pages
from tests.sockets.wire import Wire, Wires

pytestmark = on_sqlite_files
VOTERS = 40


class Copy:
    """A copy of the data folder's database and its write-ahead log, as a thief would take it."""

    def __init__(self, server: Server, folder: Path) -> None:
        folder.mkdir()
        for path in server.data.glob("shuping.db*"):
            shutil.copy(path, folder)
        self.path = folder / "shuping.db"
        self.log = (folder / "shuping.db-wal").read_bytes() if (folder / "shuping.db-wal").exists() else b""
        self.bare = folder / "bare.db"
        shutil.copy(self.path, self.bare)
        self.pages = Pages(self.bare)

    def merged(self) -> Pages:
        """Return the pages with the log worked in."""
        with closing(sqlite3.connect(self.path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Pages(self.path)

    def written_anew(self, table: str) -> Pages:
        """Return the pages of a fresh database into which a table's rows are written in the order of their keys."""
        path = self.path.with_name(f"{table}.db")
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("ATTACH ? AS copy", (str(self.bare),))
            for (statement,) in db.execute(
                "SELECT sql FROM copy.sqlite_master WHERE tbl_name = ?", (table,)
            ).fetchall():
                if statement is not None:
                    db.execute(statement)
            db.execute(f"INSERT INTO main.{table} SELECT * FROM copy.{table} ORDER BY receipt")
        return Pages(path)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Read a copy with its log."""
        with closing(sqlite3.connect(self.path)) as db:
            return db.execute(query).fetchall()


class Voted:
    """A meeting with two rounds; copies of its files before and after the close of the first, and at the end."""

    def __init__(self, server: Server, wires: Wires, folder: Path) -> None:
        wanted = meeting()
        for category in wanted["categories"][:2]:
            category["seats"] = VOTERS // 2
        self.hall = Hall(server, wires, wanted).begin()
        self.seats = self.hall.seats(party_delegate=VOTERS // 2, npc_deputy=VOTERS // 2)
        random.Random(7).shuffle(self.seats)
        self.receipts: dict[str, Wire] = {}
        first = self._vote(QIN)
        self.open = Copy(server, folder / "open")
        self.hall.host("round.close", round_id=first)
        self.closed = Copy(server, folder / "closed")
        second = self._vote(GU)
        self.hall.host("round.reveal", round_id=first, to="all")
        self.hall.host("round.close", round_id=second)
        self.ended = Copy(server, folder / "ended")

    def _vote(self, key: str) -> str:
        """Have every seat score, one after another, with a remark that is its own."""
        round_id = self.hall.open_round(key)
        for n, seat in enumerate(self.seats):
            sheet = self.hall.sheet(round_id, key, ("excellent", "good", "fair")[n % 3], remark=f"{key} 评语第{n}条")
            receipt = seat("ballot.cast", **sheet)["receipt"]
            assert receipt == hashlib.sha256(sheet["ballot_id"].encode()).hexdigest()
            self.receipts[receipt] = seat
        return round_id


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voted]:
    """One meeting on a server of its own, whose files hold nothing else."""
    folder, wires = tmp_path_factory.mktemp("voted"), Wires()
    (folder / "data").mkdir()
    server = Server(folder / "data")
    server.make_database()
    server.start()
    yield Voted(server, wires, folder)
    wires.close()
    server.stop()


def test_while_the_round_is_open_the_search_does_find_ties(voted: Voted) -> None:
    """The open round's log holds seats and receipts, in the order of casting: what is looked for can be found."""
    receipts = list(voted.receipts)[:VOTERS]
    places = [voted.open.log.find(receipt.encode()) for receipt in receipts]
    assert all(at > 0 for at in places)
    assert any(seat.seat_id.encode() in voted.open.log for seat in voted.seats)
    assert len(voted.open.rows("SELECT receipt FROM urn")) == VOTERS


def test_the_urn_is_empty_and_every_ballot_is_sealed(voted: Voted) -> None:
    """Admissions and ballots are as many as there were voters, and the urn holds none."""
    for copy, rounds in ((voted.closed, 1), (voted.ended, 2)):
        assert copy.rows("SELECT count(*) FROM urn") == [(0,)]
        assert {row[0] for row in copy.rows("SELECT receipt FROM ballot")} == set(
            list(voted.receipts)[: rounds * VOTERS]
        )
        assert copy.rows("SELECT count(*) FROM admission") == [(rounds * VOTERS,)]


def test_the_log_is_emptied(voted: Voted) -> None:
    """The write-ahead log, which holds the order of the casts, is cut to nothing before the close is acknowledged."""
    assert voted.closed.log == voted.ended.log == b""


def test_no_page_holds_a_seat_and_a_receipt(voted: Voted) -> None:
    """Wherever a receipt lies, no seat does, nor a question, a device or an actor."""
    for copy in (voted.closed, voted.ended):
        with_receipts = {number for receipt in voted.receipts for number in copy.pages.holding(receipt)}
        assert with_receipts
        for seat in voted.seats:
            assert not with_receipts & set(copy.pages.holding(seat.seat_id))
        assert not with_receipts & {*copy.pages.holding("seat:"), *copy.pages.holding("staff:")}


def test_admissions_lie_in_the_order_of_their_keys(voted: Voted) -> None:
    """Cells are filled from a page's end: falling places are the keys' order, not that of the casts."""
    assert not all(_falling(page) for page in voted.open.merged().places("admission"))
    assert all(_falling(page) for page in voted.closed.pages.places("admission"))


def test_ballots_lie_in_the_order_of_their_receipts(voted: Voted) -> None:
    """Written in that order into an empty table they lie byte for byte alike; of the urn no page holds any more."""
    assert voted.closed.pages.places("ballot") == voted.closed.written_anew("ballot").places("ballot")
    for copy in (voted.closed, voted.ended):
        for receipt in list(voted.receipts)[:VOTERS]:
            assert len(copy.pages.holding(receipt)) == 2  # the ballot, and the index by round


def test_what_was_deleted_is_gone(voted: Voted) -> None:
    """Free pages are zeros; a remark stands once, on no page with a receipt or grades."""
    for copy in (voted.closed, voted.ended):
        assert not any(any(page) for page in copy.pages.free())
        for n in range(VOTERS):
            (number,) = copy.pages.holding(f"{QIN} 评语第{n}条")
            assert b"excellent" not in copy.pages[number]
            assert not any(receipt.encode() in copy.pages[number] for receipt in voted.receipts)


def test_nothing_of_a_ballot_is_in_the_log_of_the_server(voted: Voted) -> None:
    """No receipt, remark, seat or credential stands in what the server logs."""
    logged = (voted.hall.door.data / "server.log").read_text()
    words = [*voted.receipts, *(seat.seat_id for seat in voted.seats), *(seat.access for seat in voted.seats), "评语"]
    assert not [word for word in words if word in logged]


def _falling(places: list[int]) -> bool:
    return places == sorted(places, reverse=True)
