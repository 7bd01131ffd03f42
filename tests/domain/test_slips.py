"""Slips: who gets a free one, what a release leaves, and what a rehearsal leaves as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from sessions.errors import JoinClosed
from sessions.live import notes, notices, rehearsal, seats
from sessions.live.actors import Actor
from sessions.prepare.spec import SettingsSpec
from tests.domain.making import Made, spec


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Made]:
    """A meeting that lets deputies join by the screen; there are two such seats."""
    one = Made(tmp_path, spec(seats_each=2, settings=SettingsSpec(small_group=3, open_join=("npc_deputy",))))
    yield one
    one.close()


def scan(made: Made, seat: Actor) -> seats.Joined:
    """Join by a slip, as its phone does."""

    def verb(db: Session, now: int, _actor: None) -> seats.Joined:
        return seats.join(db, now, seat_id=seat.seat, device=None)

    joined: seats.Joined = made.do(verb, None)
    return joined


def scan_the_screen(made: Made) -> seats.Joined:
    """Join by the code on the screen, with a phone that was never here."""

    def verb(db: Session, now: int, _actor: None) -> seats.Joined:
        return seats.open_join(db, now, meeting_code=made.code, category="npc_deputy", device=None)

    joined: seats.Joined = made.do(verb, None)
    return joined


def test_a_released_slip_is_kept_for_its_owner(hall: Made) -> None:
    """Whoever scans the screen gets another seat, and none when only the released one is left; the owner comes back."""
    owner = hall.seats["npc_deputy"][0]
    scan(hall, owner)
    hall.do(seats.release, hall.host, owner.seat)

    assert scan_the_screen(hall).seat_id != owner.seat
    with pytest.raises(JoinClosed):
        scan_the_screen(hall)
    assert scan(hall, owner).seat_id == owner.seat


def test_a_rehearsal_leaves_what_was_there_before_it(hall: Made) -> None:
    """An observer's note and a notice, but none written in it."""
    observer = hall.seats["observer"][0]
    hall.do(notes.save, observer, None, "会前记录")
    hall.do(notices.post, hall.host, "八点半报到", "all")
    hall.now += 1000
    hall.do(rehearsal.rehearse, hall.host, True)
    hall.now += 1000
    hall.do(notes.save, observer, None, "演练记录")
    hall.do(rehearsal.rehearse, hall.host, False)

    assert [note["text"] for note in hall.me(observer)["notes"]] == ["会前记录"]
    assert hall.see()["notice"]["text"] == "八点半报到"


def test_the_meeting_begins_without_the_releases_of_its_rehearsal(hall: Made) -> None:
    """The console counts from nothing, and the seats of the rehearsal are free again for all."""
    hall.do(rehearsal.rehearse, hall.host, True)
    hall.now += 1000
    for seat in hall.seats["npc_deputy"]:
        scan(hall, seat)
    hall.do(seats.release, hall.host, hall.seats["npc_deputy"][0].seat)
    hall.do(rehearsal.rehearse, hall.host, False)

    row = next(row for row in hall.see()["seats"] if row["category"] == "npc_deputy")
    assert (row["bound"], row["released"]) == (0, 0)
    assert {scan_the_screen(hall).seat_id for _ in range(2)} == {seat.seat for seat in hall.seats["npc_deputy"]}


@pytest.mark.parametrize("typed", ["0123", "o123", "０１２３", "OI23", "0-123", " 0123"])
def test_a_code_is_found_by_its_tail_as_people_type_it(hall: Made, typed: str) -> None:
    """As the page for codes reads it."""
    seat = hall.seats["npc_deputy"][0].seat
    with hall.session() as db:
        db.get_one(seats.Seat, seat).code = "ABCD0123"

    found = hall.do(seats.find, hall.host, typed)["seats"]

    assert [row["seat_id"] for row in found] == [seat]


def test_who_reads_a_notice_later_was_meant_too(hall: Made) -> None:
    """Never more receipts than people meant."""
    notice = hall.do(notices.post, hall.host, "请安静", "all")["notice_id"]
    hall.do(notices.ack, hall.seats["npc_deputy"][0], notice)

    seen = hall.see()["notice"]
    assert (seen["meant"], seen["acked"]) == (1, 1)
