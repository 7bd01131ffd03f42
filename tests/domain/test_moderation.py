"""Questions on their way through the host's hands: nobody's vanishes with another's, and a pause stops the askers."""

from __future__ import annotations

import pytest

from sessions.live import course, moderation, questions
from tests.domain.making import Made


def ask(made: Made, seat: int) -> str:
    """Ask on the first subject; return the question's id."""
    asked = made.do(questions.submit, made.voters[seat], made.subjects[0], f"第 {seat} 问", False, None)
    return str(asked["question_id"])


def states(made: Made) -> list[str]:
    """Return the questions' states by number."""
    return [question["state"] for question in made.see()["questions"]]


@pytest.fixture
def merged(made: Made) -> tuple[Made, list[str]]:
    """A running inquiry with three questions: the second, approved, and the third, pending, merged into the first."""
    made.start()
    made.go(0, "inquiry")
    ids = [ask(made, seat) for seat in range(3)]
    made.do(moderation.review, made.host, ids[1], "approve", None, None)
    for question_id in ids[1:]:
        made.do(moderation.merge, made.host, question_id, ids[0])
    assert states(made) == ["pending", "merged", "merged"]
    return made, ids


def test_what_was_merged_into_a_rejected_question_stands_for_itself(merged: tuple[Made, list[str]]) -> None:
    """Each goes back to where it stood, and counts its own supporters again."""
    made, ids = merged

    made.do(moderation.review, made.host, ids[0], "reject", "与本次无关", None)

    assert states(made) == ["rejected", "approved", "pending"]
    assert [question["into"] for question in made.see()["questions"]] == [None, None, None]


def test_what_was_merged_into_a_withdrawn_question_stands_for_itself(merged: tuple[Made, list[str]]) -> None:
    """An asker takes back his own question and nobody else's."""
    made, ids = merged

    made.do(questions.withdraw, made.voters[0], ids[0])

    assert states(made) == ["withdrawn", "approved", "pending"]


def test_a_question_is_not_withdrawn_while_the_meeting_is_paused(merged: tuple[Made, list[str]]) -> None:
    """A pause stops the questions, this way too; one that is withdrawn already stays so."""
    made, ids = merged
    other = ask(made, 3)
    made.do(questions.withdraw, made.voters[3], other)
    made.do(course.pause, made.host)

    assert made.refuses(questions.withdraw, made.voters[0], ids[0]) == "meeting.state"
    assert made.refuses(questions.withdraw, made.voters[3], other) == ""
    made.do(course.resume, made.host)
    assert made.refuses(questions.withdraw, made.voters[0], ids[0]) == ""
