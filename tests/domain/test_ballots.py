"""The ballot path: once, exact, refused by name, and the same however the batches are cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from sessions.errors import DomainError
from sessions.live import course, rounds, seal, seats
from sessions.live.ballots import Cast, receipt_of
from tests.domain.making import ITEMS, Made, ballot


@pytest.fixture
def voting(made: Made) -> tuple[Made, str, str]:
    """A running meeting with a round open on the first subject: meeting, round, subject."""
    made.start()
    made.go(0, "appraisal")
    round_id = made.do(rounds.open_round, made.host, [made.subjects[0]], "seats", None, None)["round_id"]
    return made, round_id, made.subjects[0]


def codes(made: Made, *casts: Cast) -> list[str]:
    """Return for each cast its code, or ``ok`` for a receipt."""
    return [one.code if isinstance(one, DomainError) else "ok" for one in made.cast(*casts)]


def test_a_ballot_gets_the_receipt_of_its_id(voting: tuple[Made, str, str]) -> None:
    """The receipt is the hash of what only the phone knew."""
    made, round_id, subject = voting

    assert made.cast(ballot(made.voters[0], round_id, subject, "1" * 32)) == [receipt_of("1" * 32)]


@pytest.mark.parametrize("together", [True, False])
def test_sent_again_it_gets_the_same_receipt_and_counts_once(voting: tuple[Made, str, str], together: bool) -> None:
    """In one batch or in two."""
    made, round_id, subject = voting
    one = ballot(made.voters[0], round_id, subject, "1" * 32)
    batches = [(one, one)] if together else [(one,), (one,)]

    outcomes = [outcome for batch in batches for outcome in made.cast(*batch)]

    assert outcomes == [one.receipt, one.receipt]
    assert made.see()["turnout"][0]["cast"] == 1


@pytest.mark.parametrize("together", [True, False])
def test_a_second_ballot_of_a_seat_is_refused(voting: tuple[Made, str, str], together: bool) -> None:
    """The first one stands, in one batch or in two."""
    made, round_id, subject = voting
    first, second = (ballot(made.voters[0], round_id, subject, digit * 32) for digit in "12")

    got = codes(made, first, second) if together else [*codes(made, first), *codes(made, second)]

    assert got == ["ok", "ballot.already_cast"]


@pytest.mark.parametrize("together", [True, False])
def test_the_id_of_anothers_ballot_writes_nothing(voting: tuple[Made, str, str], together: bool) -> None:
    """The thief may cast with an id of his own afterwards."""
    made, round_id, subject = voting
    mine, stolen = (ballot(made.voters[n], round_id, subject, "1" * 32) for n in (0, 1))

    got = codes(made, mine, stolen) if together else [*codes(made, mine), *codes(made, stolen)]

    assert got == ["ok", "ballot.id_taken"]
    assert codes(made, ballot(made.voters[1], round_id, subject, "2" * 32)) == ["ok"]


def test_what_is_wrong_with_a_ballot_is_named(voting: tuple[Made, str, str]) -> None:
    """Missing items, unknown items and grades, and a mark beside 弃权."""
    made, round_id, subject = voting
    voter = made.voters[0]
    marked = Cast(voter, round_id, subject, receipt_of("5" * 32), {"a": "good"}, '{"a":"good"}', True, None)

    assert codes(
        made,
        ballot(voter, round_id, subject, "1" * 32, {"a": "good"}),
        ballot(voter, round_id, subject, "2" * 32, {}),
        ballot(voter, round_id, subject, "3" * 32, {**dict.fromkeys(ITEMS, "good"), "z": "good"}),
        ballot(voter, round_id, subject, "4" * 32, "best"),
        marked,
    ) == ["ballot.incomplete", "ballot.incomplete", "ballot.unknown_item", "ballot.unknown_grade", "payload.invalid"]


def test_who_may_not_cast_is_told_why(voting: tuple[Made, str, str]) -> None:
    """A viewer, a seat that has not checked in, a released seat, another meeting's round, an unknown subject."""
    made, round_id, subject = voting
    absent, released = made.voters[10], made.voters[11]
    with made.session() as db:
        db.get_one(seats.Seat, absent.seat).checked_in_at = None
        db.get_one(seats.Seat, released.seat).generation += 1

    assert codes(
        made,
        ballot(made.viewers[0], round_id, subject, "1" * 32),
        ballot(absent, round_id, subject, "2" * 32),
        ballot(released, round_id, subject, "3" * 32),
        ballot(made.voters[0], "nosuchround", subject, "4" * 32),
        ballot(made.voters[0], round_id, made.subjects[1], "5" * 32),
    ) == ["access.denied", "seat.not_checked_in", "access.released", "round.not_found", "subject.not_found"]


def test_the_deadline_holds_even_if_nobody_closes(made: Made) -> None:
    """A late closer does not lengthen the vote: the last ballot counts at closes_at, not a moment later."""
    made.start()
    subject = made.subjects[0]
    round_id = made.do(rounds.open_round, made.host, [subject], "seats", 120, None)["round_id"]
    made.now += 120_000 + rounds.GRACE_MS

    assert codes(made, ballot(made.voters[0], round_id, subject, "1" * 32)) == ["ok"]

    made.now += 1
    assert codes(made, ballot(made.voters[1], round_id, subject, "2" * 32)) == ["round.closed"]


def test_while_the_meeting_is_paused_no_ballot_is_taken(voting: tuple[Made, str, str]) -> None:
    """It is taken once the meeting goes on."""
    made, round_id, subject = voting
    one = ballot(made.voters[0], round_id, subject, "1" * 32)
    made.do(course.pause, made.host)
    assert codes(made, one) == ["meeting.state"]

    made.do(course.resume, made.host)

    assert codes(made, one) == ["ok"]


def test_a_counted_ballot_gets_its_receipt_after_the_close_and_a_new_one_does_not(
    voting: tuple[Made, str, str],
) -> None:
    """The phone whose ack was lost learns that its ballot counts."""
    made, round_id, subject = voting
    counted = ballot(made.voters[0], round_id, subject, "1" * 32)
    made.cast(counted)
    made.do(seal.close, made.host, round_id)

    assert codes(made, counted, ballot(made.voters[1], round_id, subject, "2" * 32)) == ["ok", "round.closed"]


def test_a_void_round_takes_no_ballot_and_its_subject_may_be_opened_anew(voting: tuple[Made, str, str]) -> None:
    """Not even one that was counted."""
    made, round_id, subject = voting
    counted = ballot(made.voters[0], round_id, subject, "1" * 32)
    made.cast(counted)
    made.do(seal.void, made.host, round_id, "误开")

    assert codes(made, counted) == ["round.closed"]
    assert made.do(rounds.open_round, made.host, [subject], "seats", None, None)["round_id"] != round_id


def test_one_key_casts_on_each_subject_of_a_round(made: Made) -> None:
    """Several subjects on one sheet are ballots of their own."""
    made.start()
    both = made.subjects
    round_id = made.do(rounds.open_round, made.host, both, "seats", None, None)["round_id"]

    assert codes(made, *(ballot(made.voters[0], round_id, one, str(n) * 32) for n, one in enumerate(both, 1))) == [
        "ok",
        "ok",
    ]


@pytest.mark.parametrize("old_first", [True, False])
def test_a_released_phone_and_the_rightful_one_in_one_batch_are_told_apart(
    voting: tuple[Made, str, str], old_first: bool
) -> None:
    """The old one is put out and the new one counts, whichever comes first."""
    made, round_id, subject = voting
    old = made.voters[0]
    made.do(bind, None, old.seat)
    made.do(seats.release, made.host, old.seat)
    new = replace(old, generation=old.generation + 1)
    both = [ballot(old, round_id, subject, "1" * 32), ballot(new, round_id, subject, "2" * 32)]

    assert codes(made, *(both if old_first else both[::-1])) == (
        ["access.released", "ok"] if old_first else ["ok", "access.released"]
    )


def bind(db: Session, now: int, _actor: None, seat_id: str) -> seats.Joined:
    """Bind a slip as its phone does."""
    return seats.join(db, now, seat_id=seat_id, device=None)
