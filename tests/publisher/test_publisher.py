"""The publisher, turn by turn: what it reads, whom it answers, how soon it sends, and what it forgets."""

from __future__ import annotations

from typing import Any

import pytest

from app.bell import NOW, SOON
from app.feed import Line
from sessions.errors import AccessInvalid
from sessions.live import course, moderation, notices, purge, questions, screens, seats
from sessions.live.audience import Audience
from tests.publisher.publishing import Served, World, settle
from tests.publisher.serving import Client, Hall
from tests.publisher.test_interleaving import AnsweringFresh


def drain(client: Client) -> list[str]:
    """Let a client hear everything; return the kinds of what came, an event by its name."""
    kinds = []
    while client.inbox:
        kind, body = client.inbox[0]
        kinds.append(body[0] if kind == "frame" else kind)
        client.take()
    return kinds


@pytest.mark.parametrize("right", [True, False])
def test_a_value_that_comes_back_leaves_nobody_behind(
    world: World, hall: Hall, monkeypatch: pytest.MonkeyPatch, right: bool
) -> None:
    """A, B, A: a publisher whose syncs were fresh reads would leave who joined at B there for ever."""
    if not right:
        monkeypatch.setattr(AnsweringFresh, "hall", hall, raising=False)
        monkeypatch.setattr("app.publisher.Feed", AnsweringFresh)
    process = Served(hall)
    first = Client(process, Audience.SCREEN, None)
    settle(world, [process], [first])
    hall.commit(screens.show, hall.made.host, "black", None)
    late = Client(process, Audience.SCREEN, None)
    drain(late)
    hall.commit(screens.show, hall.made.host, "auto", None)
    for _ in range(5):
        settle(world, [process], [first, late])

    assert (late.held == hall.truth(Audience.SCREEN, None)) is right


def test_phones_that_arrive_together_are_answered_from_one_read(world: World, hall: Hall) -> None:
    """And each with its own ``me``."""
    process = Served(hall)
    phones = [Client(process, Audience.SEATS, voter) for voter in hall.made.voters]
    process.publish()

    assert world.reads == 1
    assert [drain(phone) for phone in phones] == [["sync"]] * len(phones)
    assert [phone.held["me"]["seat_id"] for phone in phones] == [voter.seat for voter in hall.made.voters]


@pytest.mark.parametrize(("audience", "gap"), [(Audience.HOST, 0.25), (Audience.SCREEN, 0.25), (Audience.VIEWERS, 1.0)])
def test_what_comes_from_many_is_gathered_and_the_last_state_is_sent(
    world: World, hall: Hall, audience: Audience, gap: float
) -> None:
    """Ten supports within the gap make one update, at its end."""
    made, process = hall.made, Served(hall)
    question = made.do(questions.submit, made.voters[0], made.subjects[0], "一问", False, None)["question_id"]
    hall.commit(moderation.review, made.host, question, "approve", None, None)
    client = Client(process, audience, None)
    process.publish()
    drain(client)
    for voter in made.voters[1:11]:
        hall.commit(questions.support, voter, question, True)
        process.ring(SOON)
        process.publish()

    assert drain(client) == []

    world.now += gap
    process.publish()

    assert drain(client) == ["update"]
    assert client.held["questions"][0]["supports"] == 10


def test_what_a_host_does_is_sent_at_once(world: World, hall: Hall) -> None:
    """However lately something was sent."""
    process = Served(hall)
    client = Client(process, Audience.SEATS, hall.made.voters[0])
    process.publish()
    drain(client)
    hall.commit(notices.post, hall.made.host, "请安静", "all")
    process.ring(NOW)
    process.publish()

    assert drain(client) == ["update"]


def test_a_lost_bell_costs_one_question_to_the_database(world: World, hall: Hall) -> None:
    """Each process asks for the revisions by itself; where nothing changed it does not read."""
    process = Served(hall)
    client = Client(process, Audience.HOST, None)
    process.publish()
    drain(client)
    hall.commit(notices.post, hall.made.host, "请安静", "all")
    world.now += 1
    process.ask()
    process.publish()

    assert drain(client) == ["update"]

    before = world.reads
    world.now += 1
    process.ask()
    process.publish()

    assert world.reads == before


def test_a_look_for_one_audience_does_not_deafen_the_others(world: World, hall: Hall) -> None:
    """A phone that joins hears of a commit whose bell was lost: the screen is shown it too."""
    process = Served(hall)
    screen = Client(process, Audience.SCREEN, None)
    process.publish()
    drain(screen)
    hall.commit(notices.post, hall.made.host, "请安静", "all")
    world.now += 1
    Client(process, Audience.SEATS, hall.made.voters[0])
    process.publish()
    world.now += 1
    process.ask()
    process.publish()

    assert drain(screen) == ["update"]


def test_a_socket_older_than_a_release_is_shown_nothing_more(world: World, hall: Hall) -> None:
    """It connected before the slip was released, and asks only now."""
    process = Served(hall)
    seat = hall.made.voters[0]
    with hall.made.session() as db:
        db.get_one(seats.Seat, seat.seat).generation += 1
    told: list[tuple[Any, Any]] = []
    out: list[str] = []
    line = Line(
        hall.made.meeting_id, Audience.SEATS, seat.seat, 0, lambda _frame: None, lambda: 0, lambda: out.append("out")
    )  # fmt: skip
    process.publisher.sync(line, lambda state, error: told.append((state, getattr(error, "code", None))))
    process.publish()

    assert told == [(None, "access.released")]
    assert out == ["out"]


def test_while_the_database_is_away_who_asks_is_told_and_what_was_shown_stays(world: World, hall: Hall) -> None:
    """And it goes on by itself when the database is back."""
    process = Served(hall)
    client = Client(process, Audience.HOST, None)
    process.publish()
    drain(client)
    world.away = True
    hall.commit(notices.post, hall.made.host, "请安静", "all")
    process.ring(NOW)
    late = Client(process, Audience.SCREEN, None)
    process.publish()

    assert [kind for kind, _ in late.inbox] == ["refused"]
    assert drain(client) == []

    world.away = False
    for _ in range(2):
        settle(world, [process], [client, late])

    assert client.held["notice"]["text"] == late.held["notice"]["text"] == "请安静"


def test_a_meeting_that_is_purged_puts_everybody_out(world: World, hall: Hall) -> None:
    """By the command line, whose bell no server hears; and leaves nothing behind in the process."""
    process, out = Served(hall), []
    client = Client(process, Audience.HOST, None)
    process.publish()
    client.line.put_out = lambda: out.append(client)
    hall.commit(course.close, hall.made.host)
    with hall.made.session() as db:
        purge.purge(db, hall.made.now, hall.made.code)
    world.now += 1
    process.ask()
    world.now += 1
    process.publish()

    assert out == [client]
    assert process.publisher.all_sockets() == dict.fromkeys(map(str, Audience), 0)


def test_a_seat_that_is_none_is_refused(world: World, hall: Hall) -> None:
    """A token may outlive its meeting's import, never get another's state."""
    process, answers = Served(hall), []
    client = Client(process, Audience.HOST, None)
    client.line.audience, client.line.seat_id = Audience.SEATS, "nobody"
    process.publisher.sync(client.line, lambda state, error: answers.append((state, type(error))))
    world.now += 1
    process.publish()

    assert answers == [(None, AccessInvalid)]


def test_what_nobody_watches_is_no_longer_read(world: World, hall: Hall) -> None:
    """Half a minute after the last socket has gone and the last page was asked for, it costs nothing."""
    process = Served(hall)
    client = Client(process, Audience.SEATS, hall.made.voters[0])
    process.publisher.snapshot(hall.made.meeting_id, Audience.VIEWERS)
    process.publish()
    client.leave()
    world.now += 31
    process.beat()
    before = world.reads
    process.ring(NOW)
    process.ask()
    process.publish()

    assert world.reads == before


def test_a_phone_that_comes_back_finds_what_its_seat_did_elsewhere(world: World, hall: Hall) -> None:
    """What only it was shown is forgotten with its line, for nobody keeps that up to date meanwhile."""
    made, process = hall.made, Served(hall)
    phone, neighbour = (Client(process, Audience.SEATS, voter) for voter in made.voters[:2])
    settle(world, [process], [phone, neighbour])
    phone.leave()
    hall.commit(questions.submit, made.voters[0], made.subjects[0], "在另一处提的", False, None)
    settle(world, [process], [neighbour])
    phone.connect(process)
    settle(world, [process], [phone, neighbour])

    assert [question["text"] for question in phone.held["me"]["questions"]] == ["在另一处提的"]
