"""What two processes must not both do: each guard looks before it acts, and another one may act in between."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import select

from app.sockets.dispatch import carry_out
from app.sockets.registry import COMMANDS
from app.wire.commands import QuestionSubmit
from sessions import staff
from sessions.live import course, meetings, moderation, questions, ratings, rounds, seal, seats, verify
from sessions.live.ballots import Admission, Ballot, Urn, receipt_of
from sessions.live.questions import Question
from sessions.live.ratings import Rating
from sessions.live.rounds import Round
from sessions.live.seats import Joined, Seat
from sessions.staff import Staff
from tests.domain.making import Made, ballot
from tests.postgresql.racing import Deed, Race


def rows(made: Made, *columns: Any) -> list[Any]:
    """Return what stands in some columns."""
    with made.reading() as db:
        return [row[0] if len(columns) == 1 else tuple(row) for row in db.execute(select(*columns))]


def open_round(made: Made, subject: int = 0) -> str:
    """Open a round on one subject."""
    return str(made.do(rounds.open_round, made.host, [made.subjects[subject]], "seats", None, "测试")["round_id"])


def test_two_hosts_who_press_next_move_the_meeting_once(made: Made, race: Race) -> None:
    """Each has seen where it was; the second one's press is refused."""
    made.start()
    for _ in range(6):
        with made.reading() as db:
            meeting = meetings.get(db, made.meeting_id)
            here = (meeting.item_id, meeting.stage)

        outcomes = race.run([race.verb(course.following, made.host, *here)] * 6)

        assert sorted(outcomes) == ["done", *["stage.mismatch"] * 5]


def test_one_subject_gets_one_round(made: Made, race: Race) -> None:
    """Two hosts who open it at once get one round and one refusal; numbers of several rounds are their own."""
    made.start()
    for subject in made.subjects:
        deed = race.verb(rounds.open_round, made.host, [subject], "seats", None, "测试")

        outcomes = race.run([deed] * 6)

        assert sorted(map(str, outcomes))[:5] == ["round.state"] * 5
    assert sorted(rows(made, Round.number)) == [1, 2]


def scanning_slip(seat_id: str, device: str | None) -> Deed:
    """Return the deed of scanning a slip."""
    verb = partial(seats.join, seat_id=seat_id, device=device)
    return lambda writer: writer.write(verb)


def test_a_slip_shown_by_two_phones_is_bound_to_one(made: Made, race: Race) -> None:
    """The second phone is told that the slip is in use."""
    for actor in made.voters:
        outcomes = race.run([scanning_slip(actor.seat, None)] * 2)

        assert outcomes.count("seat.bound_elsewhere") == 1, outcomes
        (joined,) = (one for one in outcomes if isinstance(one, Joined))
        with made.reading() as db:
            assert db.get_one(Seat, actor.seat).device == seats.device_hash(joined.device)


def scanning(made: Made, device: str | None) -> Deed:
    """Return the deed of scanning the code on the screen."""
    verb = partial(seats.open_join, meeting_code=made.code, category="npc_deputy", device=device)
    return lambda writer: writer.write(verb)


def test_each_open_seat_is_given_to_one_phone(made: Made, race: Race) -> None:
    """Ten phones at six seats: six have one each, four are told that none is left."""
    outcomes = race.run([scanning(made, None)] * 10)

    joined = [one for one in outcomes if isinstance(one, Joined)]
    assert len({one.seat_id for one in joined}) == len({one.device for one in joined}) == len(joined)
    again = [race.run([scanning(made, None)])[0] for _ in range(6 - len(joined))]
    assert len({one.seat_id for one in (*joined, *again)}) == 6
    assert race.run([scanning(made, None)]) == ["join.closed"]


def test_a_phone_that_scans_twice_gets_one_seat(made: Made, race: Race) -> None:
    """By the device that it sends, whichever process hears which."""
    for digit in "abc":
        outcomes = race.run([scanning(made, digit * 32)] * 4)

        assert len({one.seat_id for one in outcomes}) == 1


def test_a_seat_casts_once(made: Made, race: Race) -> None:
    """Two ballots of one seat on two processes: one is in the urn, the other is refused."""
    made.start()
    round_id = open_round(made)
    for n, actor in enumerate(made.voters):
        papers = [ballot(actor, round_id, made.subjects[0], f"{n}{more:031x}") for more in range(4)]

        outcomes = race.run([race.cast(paper) for paper in papers])

        assert outcomes.count("ballot.already_cast") == 3
    assert len(rows(made, Urn.receipt)) == len(rows(made, Admission.key)) == len(made.voters)


def test_one_ballot_sent_to_two_processes_gets_its_receipt_from_both(made: Made, race: Race) -> None:
    """As a phone does whose first process did not answer in time."""
    made.start()
    round_id = open_round(made)
    for n, actor in enumerate(made.voters):
        paper = ballot(actor, round_id, made.subjects[0], f"{n:032x}")

        assert race.run([race.cast(paper)] * 4) == [paper.receipt] * 4
    assert len(rows(made, Urn.receipt)) == len(rows(made, Admission.key)) == len(made.voters)


def test_an_id_that_two_seats_use_is_one_ballot_and_the_other_seat_may_still_cast(made: Made, race: Race) -> None:
    """Nothing is left of the one that is refused: neither a ballot nor that it has cast."""
    made.start()
    round_id = open_round(made)
    one, two = made.voters[:2]
    for n, subject in enumerate([made.subjects[0]]):
        papers = [ballot(actor, round_id, subject, f"{n:032x}") for actor in (one, two)]

        outcomes = race.run([race.cast(paper) for paper in papers])

        assert sorted(outcomes) == sorted(["ballot.id_taken", papers[0].receipt])
        loser = (one, two)[outcomes.index("ballot.id_taken")]
        mended = ballot(loser, round_id, subject, "f" * 32)
        assert race.run([race.cast(mended)]) == [mended.receipt]
    assert len(rows(made, Urn.receipt)) == len(rows(made, Admission.key)) == 2


def test_a_close_amid_casts_counts_every_acked_ballot(made: Made, race: Race) -> None:
    """Whoever has a receipt is counted; whoever was late is told; no process waits for the other in a circle."""
    for subject in range(2):
        if subject == 0:
            made.start()
        round_id = open_round(made, subject)
        papers = [
            ballot(actor, round_id, made.subjects[subject], f"{subject}{n:031x}") for n, actor in enumerate(made.voters)
        ]
        closing = race.verb(seal.close, made.host, round_id)

        outcomes = race.run([*map(race.cast, papers[:6]), closing, closing, *map(race.cast, papers[6:])])

        acked = {paper.receipt for paper in papers} & set(outcomes)
        assert set(outcomes) - acked <= {"done", "round.closed"}
        assert set(rows(made, Ballot.receipt)) >= acked
    with made.reading() as db:
        assert [sentence for sentence, holds in verify.verify(db, made.code) if not holds] == []
    assert race.deadlocks() == 0


def test_an_answer_is_rated_once(made: Made, race: Race) -> None:
    """Two ratings of one seat: one is kept; the same one twice has its receipt twice."""
    made.start()
    made.go(0, "inquiry")
    asked = made.do(questions.submit, made.voters[0], made.subjects[0], "问", False, None)["question_id"]
    made.do(moderation.call, made.host, asked)
    for n, actor in enumerate(made.voters):
        deeds = [race.verb(ratings.rate, actor, asked, "satisfied", f"{n}{more:031x}") for more in (0, 1, 1, 1)]

        outcomes = race.run(deeds)

        told = [{"receipt": receipt_of(f"{n}{more:031x}")} for more in (0, 1, 1, 1)]
        mine = [one for one in outcomes if one != "ballot.already_cast"]
        assert mine in ([told[0]], told[1:])
    assert len(rows(made, Rating.receipt)) == len(made.voters)


def test_a_question_sent_to_two_processes_is_one_question(made: Made, race: Race) -> None:
    """By its client_id; both get the same ack."""
    made.start()
    made.go(0, "inquiry")
    command = COMMANDS["question.submit"]
    for n in range(8):
        data = QuestionSubmit(subject_id=made.subjects[0], text="问", client_id=f"c{n}")
        deed = race.verb(carry_out, command, made.voters[n], data, command.deed(data))

        outcomes = race.run([deed] * 4)

        assert all(one == outcomes[0] for one in outcomes)
    assert sorted(rows(made, Question.number)) == [*range(1, 9)]


def test_everybody_at_once_waits_in_no_circle(made: Made, race: Race) -> None:
    """Casts, questions, pauses, check-ins and joins of one meeting on two processes: all are done or refused."""
    made.start()
    made.go(0, "inquiry")
    round_id = open_round(made)
    for turn in range(4):
        deeds: list[Deed] = []
        for n, actor in enumerate(made.voters):
            paper = ballot(actor, round_id, made.subjects[0], f"{turn}{n:031x}")
            deeds += [
                race.cast(paper),
                race.verb(questions.submit, actor, made.subjects[0], "问", False, None),
                race.verb(seats.check_in, actor),
                scanning_slip(actor.seat, "d" * 32),
            ]
        deeds += [race.verb(course.pause, made.host), race.verb(course.resume, made.host)]

        outcomes = race.run(deeds)

        codes = {one for one in outcomes if isinstance(one, str) and "." in one}
        assert codes <= {"meeting.state", "ballot.already_cast"}
    numbers = rows(made, Question.number)
    assert sorted(numbers) == [*range(1, len(numbers) + 1)]
    assert race.deadlocks() == 0


def test_every_wrong_password_is_counted(made: Made, race: Race) -> None:
    """Whichever process it was tried on, so that nobody gets more tries by trying on several."""
    staff_id = race.run([lambda writer: writer.write(staff.add, "huiwu", "-", ["host"])])[0]
    deeds: list[Deed] = [lambda writer: writer.write(staff.note_failure, staff_id) or "done"] * 16

    race.run(deeds)

    assert rows(made, Staff.failures) == [16]
