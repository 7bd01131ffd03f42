"""What is cut for phones can be had whole, and a phone is told when the part it does not hold has changed."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from sessions.errors import PayloadInvalid
from sessions.live import comments, notes
from sessions.live.audience import Audience
from sessions.live.sections.fitting import size
from tests.publisher.publishing import Served, World, settle
from tests.publisher.serving import Client, Hall


@pytest.fixture
def hall(hall: Hall) -> Hall:
    """A meeting where leader and expert have commented at great length, both shown to all."""
    made = hall.made
    made.go(0, "commentary")
    for name in ("leader", "expert"):
        who = made.seats[name][0]
        said = made.do(comments.submit, who, made.subjects[0], name + "好" * 490, "问" * 500, "议" * 400)
        made.do(comments.show, made.host, said["comment_id"], True, "all")
    return hall


def whole(process: Served, client: Client, name: str) -> dict[str, Any]:
    """Ask for a section as long as it is."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(process.publisher.whole(client.line, name)))
    return plain


def test_a_cut_section_can_be_had_whole_at_the_revision_it_is_held_at(world: World, hall: Hall) -> None:
    """Two comments of 4 KB: one stands in the section, both in the whole."""
    process = Served(hall)
    client = Client(process, Audience.SEATS, hall.made.voters[0])
    settle(world, [process], [client])

    assert len(client.held["comments"]) == 1
    assert size(client.held["comments"]) <= 8000
    assert client.held["rounds"]["left_out"] == {"comments": 1}
    got = whole(process, client, "comments")
    assert got["rev"] == client.at["comments"]
    assert len(got["sections"]["comments"]) == 2


def test_a_change_in_the_part_left_out_gives_the_section_a_new_revision(world: World, hall: Hall) -> None:
    """Else whoever fetched the whole would show for ever what the host took back."""
    process = Served(hall)
    client = Client(process, Audience.SEATS, hall.made.voters[0])
    settle(world, [process], [client])
    held, at = client.held["comments"], client.at["comments"]
    (hidden,) = [row["id"] for row in whole(process, client, "comments")["sections"]["comments"] if row not in held]
    hall.commit(comments.show, hall.made.host, hidden, False, "all")
    settle(world, [process], [client])

    assert client.held["comments"] == held
    assert client.at["comments"] > at
    assert client.held["rounds"]["left_out"] == {}


def test_a_seat_has_its_own_me_whole_and_nobody_elses(world: World, hall: Hall) -> None:
    """An observer's notes go on for pages."""
    made, process = hall.made, Served(hall)
    observer = made.seats["observer"][0]
    for number in range(20):
        made.do(notes.save, observer, made.subjects[0], f"{number}" + "记" * 490)
    client = Client(process, Audience.OBSERVERS, observer)
    settle(world, [process], [client])

    assert size(client.held["me"]) <= 8000
    mine = whole(process, client, "me")["sections"]["me"]
    assert (mine["seat_id"], len(mine["notes"])) == (observer.seat, 20)
    assert client.held["me"]["left_out"] == {"notes": 20 - len(client.held["me"]["notes"])}


@pytest.mark.parametrize("name", ["seats", "screen", "turnout", "me", "no_such"])
def test_what_an_audience_has_not_is_not_given_whole_either(world: World, hall: Hall, name: str) -> None:
    """The allow-list holds for this way too."""
    process = Served(hall)
    viewer = Client(process, Audience.VIEWERS, None)
    settle(world, [process], [viewer])

    with pytest.raises(PayloadInvalid):
        whole(process, viewer, name)


def test_before_its_sync_a_line_gets_nothing(world: World, hall: Hall) -> None:
    """Who does not follow has been shown nothing."""
    process = Served(hall)
    settle(world, [process], [Client(process, Audience.SEATS, hall.made.voters[0])])
    late = Client(process, Audience.SEATS, hall.made.voters[1])
    late.leave()

    with pytest.raises(PayloadInvalid):
        whole(process, late, "comments")
