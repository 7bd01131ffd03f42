"""What each audience sees, step by step through a meeting: its sections whole and exact, and nothing that is hidden."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from app.wire.sections import SHAPES
from sessions.live import (
    audit,
    clocks,
    comments,
    course,
    moderation,
    notes,
    notices,
    questions,
    ratings,
    rounds,
    screens,
    seal,
    seats,
)
from sessions.live.audience import SEATED, Audience
from tests.domain.making import Made, ballot

HIDDEN_TEXTS: dict[str, set[str]] = {
    "会议纪律差": {"note"},
    "还没审的问题": {Audience.HOST, Audience.OBSERVERS},
    "不采用的问题": {Audience.HOST, Audience.OBSERVERS},
    "没给人看的点评": {Audience.HOST, Audience.OBSERVERS},
    "评语不能露": set(),
}
"""What is said in the meeting, and which audiences' sections may hold it."""


def look(made: Made) -> None:
    """Hold every audience's view against its shapes and its hidden values."""
    for audience in Audience:
        sections = made.see(audience)

        wanted = {name for name, shapes in SHAPES.items() if audience in shapes} - {"me"}
        assert set(sections) == wanted
        text = json.dumps(sections, ensure_ascii=False)
        for name, value in sections.items():
            msgspec.convert(value, SHAPES[name][audience])
        for said, who in HIDDEN_TEXTS.items():
            assert audience in who or said not in text, (audience, said)
        for seat in (seat for actors in made.seats.values() for seat in actors):
            assert seat.seat not in text
        assert "seat:" not in text
        assert "viewer:" not in text
    for actor in (actor for actors in made.seats.values() for actor in actors):
        msgspec.convert(made.me(actor), SHAPES["me"][actor.audience])


def test_every_view_of_a_whole_meeting_is_exact_and_hides_what_is_hidden(made: Made) -> None:
    """From the empty house to the published result."""
    look(made)
    made.start()
    made.go(0, "inquiry")
    ask(made)
    comment(made)
    look(made)
    round_id = vote(made)
    look(made)
    made.do(seal.close, made.host, round_id)
    look(made)
    assert not made.see()["results"], "sealed"

    for to in ("staff", "seats", "all"):
        made.do(rounds.reveal, made.host, round_id, to)
        look(made)
        seen = {audience for audience in Audience if made.see(audience)["results"]}
        assert (
            seen
            == {
                "staff": {Audience.HOST},
                "seats": set(Audience) - {Audience.VIEWERS},
                "all": set(Audience),
            }[to]
        )

    made.do(course.close, made.host)
    look(made)


def ask(made: Made) -> None:
    """Let questions come, be reviewed, called, answered and rated."""
    submit = (questions.submit, made.voters[0], made.subjects[0])
    texts = ["好问题", "还没审的问题", "不采用的问题"]
    ids = [made.do(*submit, text, False, None)["question_id"] for text in texts]
    made.do(moderation.review, made.host, ids[0], "approve", None, "改好的问题")
    made.do(moderation.review, made.host, ids[2], "reject", "与述法无关", None)
    made.do(questions.support, made.voters[1], ids[0], True)
    made.do(moderation.call, made.host, ids[0])
    made.do(clocks.control, made.host, "start", "turn", None)
    look(made)
    made.do(moderation.answer, made.host, ids[0], "已整改", True)
    for number, voter in enumerate(made.voters[:3]):
        assert made.see(Audience.SEATS)["questions"][0]["rating"] is None
        made.do(ratings.rate, voter, ids[0], "satisfied", f"{number:032x}")
    assert made.see(Audience.SEATS)["questions"][0]["rating"] == {
        "satisfied": 3, "mostly_satisfied": 0, "dissatisfied": 0, "unknown": 0,
    }  # fmt: skip


def comment(made: Made) -> None:
    """Let leader and expert comment, and the observer write a note; show one comment."""
    leader, expert, observer = (made.seats[key][0] for key in ("leader", "expert", "observer"))
    shown = made.do(comments.submit, leader, made.subjects[0], "给人看的点评", "", "")["comment_id"]
    made.do(comments.submit, expert, made.subjects[0], "没给人看的点评", "", "")
    made.do(comments.show, made.host, shown, True, "all")
    made.do(notes.save, observer, made.subjects[0], "会议纪律差")
    made.do(notices.post, made.host, "请领导准备", "leaders")
    made.do(screens.show, made.host, "freeze", None)


def vote(made: Made) -> str:
    """Let everybody score, one with a remark, one abstaining."""
    made.go(0, "appraisal")
    round_id: str = made.do(rounds.open_round, made.host, [made.subjects[0]], "seats", 120, None)["round_id"]
    for number, voter in enumerate(made.voters):
        made.cast(
            ballot(
                voter, round_id, made.subjects[0], f"{number:032x}", "poor",
                abstain=number == 5, remark="评语不能露" if number == 1 else None,
            )
        )  # fmt: skip
    return round_id


def test_a_result_of_too_few_ballots_is_withheld_from_everybody(made: Made) -> None:
    """Only the counts: 有效票过少，不予公布."""
    made.start()
    round_id = made.do(rounds.open_round, made.host, [made.subjects[0]], "seats", None, None)["round_id"]
    for number in range(2):
        made.cast(ballot(made.voters[number], round_id, made.subjects[0], f"{number:032x}"))
    made.do(seal.close, made.host, round_id)
    made.do(rounds.reveal, made.host, round_id, "all")

    for audience in Audience:
        result: dict[str, Any] = made.see(audience)["results"][0]
        assert result["withheld"] is True
        assert (result["cast"], result["score"], result["groups"], result["items"]) == (2, None, [], [])


@pytest.mark.parametrize("audience", sorted(SEATED))
def test_me_is_of_the_seats_alone(audience: Audience) -> None:
    """Viewers, screen and host have no seat."""
    assert set(SHAPES["me"]) == set(SEATED)
    assert audience in SHAPES["me"]


def test_a_released_seats_new_device_finds_what_the_old_one_did(made: Made) -> None:
    """The right is the slip's, not the device's."""
    made.start()
    voter = made.voters[0]
    round_id = made.do(rounds.open_round, made.host, [made.subjects[0]], "seats", None, None)["round_id"]
    made.cast(ballot(voter, round_id, made.subjects[0], "1" * 32))
    with made.session() as db:
        db.get_one(seats.Seat, voter.seat).device = "x"
    made.do(seats.release, made.host, voter.seat)

    assert made.me(voter)["cast"] == [[round_id, made.subjects[0]]]
    assert made.me(voter)["checked_in"] is True


def test_a_host_reads_who_moved_the_meeting_where_it_is(made: Made) -> None:
    """The last move counts, other deeds do not; nobody else reads a name of the staff."""
    made.start()
    with made.session() as db:
        for what, later in (("agenda.next", 5), ("timer.extend", 9)):
            audit.record(db, made.now + later, made.host, what, {})

    assert made.see(Audience.HOST)["stage"]["by"] == {"name": "host", "at": made.now + 5}
    assert all("by" not in made.see(audience)["stage"] for audience in Audience if audience is not Audience.HOST)


def test_a_host_reads_how_long_a_stage_was_given_and_when_a_round_was_closed(made: Made) -> None:
    """What was added counts as given; the close stands with its time."""
    made.start()
    made.go(0, "reporting")
    made.do(clocks.control, made.host, "extend", "stage", 60)
    round_id = made.do(rounds.open_round, made.host, [made.subjects[0]], "seats", None, None)["round_id"]
    made.do(seal.close, made.host, round_id)

    host = made.see(Audience.HOST)
    assert host["stage"]["given_ms"] == 9 * 60_000
    assert host["rounds"]["rounds"][0]["closed_at"] == made.now
