"""What a played delegate decides on, from the sections of a phone."""

from __future__ import annotations

from random import Random
from typing import Any

from app.crowd.mind import Act, Mind

NOW = 1_796_711_400_000
SUBJECT = {"id": "s1", "name": "甲某", "unit": "某镇", "post": "书记", "kind": "township"}
FORM = {
    "title": "表",
    "items": [{"key": "law", "overall": False}, {"key": "overall", "overall": True}],
    "grades": [{"key": "good", "value": 100}, {"key": "poor", "value": 40}, {"key": "unknown", "value": None}],
}


def sections(
    stage: str | None = None, rights: tuple[str, ...] = ("ask", "support", "score"), **me: Any
) -> dict[str, Any]:
    return {
        "meeting": {"state": "running", "paused": False, "subjects": [SUBJECT]},
        "stage": {"stage": stage, "subject_id": "s1" if stage else None},
        "questions": [],
        "rounds": {"rounds": [], "forms": {"f": FORM}},
        "notice": None,
        "me": {"rights": list(rights), "checked_in": True, "cast": [], "rated": [], "supports": [], "questions": [],
               "notice": None, **me},
    }  # fmt: skip


def with_round(ends_at: int | None = NOW + 60_000) -> dict[str, Any]:
    seen = sections("appraisal")
    entry = {"subject_id": "s1", "form": "f"}
    seen["rounds"]["rounds"] = [
        {"id": "r", "audience": "seats", "state": "open", "ends_at": ends_at, "subjects": [entry]},
        {"id": "v", "audience": "viewers", "state": "open", "ends_at": None, "subjects": [entry]},
    ]
    return seen


def crowd(seen: dict[str, Any], size: int = 60) -> list[Act]:
    return [act for rank in range(size) for act in Mind(Random(rank), rank, size).acts(seen, NOW)]


def test_everybody_checks_in_first_and_only_once() -> None:
    """Who has not checked in does nothing else, and does not check in again and again."""
    mind = Mind(Random(1), 0, 60)
    seen = with_round() | {"me": sections(checked_in=False)["me"]}

    assert [act.command for act in mind.acts(seen, NOW)] == ["seat.check_in"]
    assert mind.acts(seen, NOW) == []


def test_nothing_is_done_before_the_doors_open() -> None:
    """A prepared meeting takes no check-in."""
    seen = sections(checked_in=False)
    seen["meeting"]["state"] = "prepared"

    assert crowd(seen) == []


def test_a_crowd_asks_some_questions_two_of_them_twice() -> None:
    """Not sixty questions at once, but enough to review, with doubles to be merged."""
    asked = [act.payload["text"] for act in crowd(sections("inquiry")) if act.command == "question.submit"]

    assert 10 <= len(asked) <= 20
    assert len(asked) - len(set(asked)) == 2


def test_nearly_everybody_casts_a_whole_ballot_before_the_end() -> None:
    """Every ballot grades every item by the form, or abstains with no grade; viewers' rounds are left alone."""
    ballots = [act for act in crowd(with_round()) if act.command == "ballot.cast"]

    assert 50 <= len(ballots) <= 60
    assert all(act.delay < 60 for act in ballots)
    assert {act.payload["round_id"] for act in ballots} == {"r"}
    assert len({act.payload["ballot_id"] for act in ballots}) == len(ballots)
    for act in ballots:
        grades = act.payload["grades"]
        assert grades == {} if act.payload.get("abstain") else set(grades) == {"law", "overall"}
        assert set(grades.values()) <= {"good", "poor", "unknown"}


def test_a_ballot_waits_where_the_meeting_is_paused() -> None:
    """What falls due during a pause is weighed again after it."""
    mind, seen = Mind(Random(1), 0, 60), with_round()
    (act,) = [act for act in mind.acts(seen, NOW) if act.command == "ballot.cast"]
    seen["meeting"]["paused"] = True

    assert not mind.still_offered(act, seen, NOW)
    mind.forget(act)
    seen["meeting"]["paused"] = False
    assert "ballot.cast" in [act.command for act in mind.acts(seen, NOW)]


def test_a_cast_ballot_is_not_cast_again() -> None:
    """After the ack the phone no longer offers the sheet."""
    seen = with_round()
    seen["me"]["cast"] = [["r", "s1"]]

    assert [act for act in crowd(seen) if act.command == "ballot.cast"] == []


def test_rights_are_kept() -> None:
    """Experts comment when it is time, observers note, and neither asks nor scores."""
    experts = crowd(sections("commentary", ("comment",)))
    observers = crowd(sections("inquiry", ("note",)))

    assert {act.command for act in experts} == {"comment.submit"}
    assert {act.command for act in observers} == {"note.save"}


def test_an_answered_question_is_rated_and_may_be_followed_up() -> None:
    """The hall rates an answer once it is given; its asker may ask back."""
    seen = sections("inquiry", questions=[{"id": "q", "subject_id": "s1", "state": "answered"}])
    seen["questions"] = [{"id": "q", "number": 1, "subject_id": "s1", "state": "answered"}]
    acts = crowd(seen)

    assert any(act.command == "answer.rate" and act.payload["question_id"] == "q" for act in acts)
    assert any(act.payload.get("follows") == "q" for act in acts)


def test_no_running_line_tells_a_grade() -> None:
    """Whoever looks at the terminal learns that somebody scored, never how."""
    assert {act.said for act in crowd(with_round()) if act.command == "ballot.cast"} == {"已评分"}
