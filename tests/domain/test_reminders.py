"""A reminder to who has not scored goes when it has done its work."""

from __future__ import annotations

from sessions.live import notices, questions, rounds, seal
from tests.domain.making import Made, ballot


def test_a_reminder_goes_with_the_ballot_and_with_the_round(made: Made) -> None:
    """It is of those rounds alone that stood open when it was posted."""
    made.start()
    subject = made.subjects[0]
    round_id = made.do(rounds.open_round, made.host, [subject], "seats", None, None)["round_id"]
    made.do(notices.post, made.host, "请尽快提交", "unscored")
    first, second = made.voters[:2]
    assert made.me(first)["notice"]["text"] == "请尽快提交"

    made.cast(ballot(first, round_id, subject, "1" * 32))
    assert made.me(first)["notice"] is None
    assert made.me(second)["notice"] is not None

    made.do(seal.void, made.host, round_id, "重来")
    made.now += 1
    made.do(rounds.open_round, made.host, [subject], "seats", None, None)
    assert made.me(second)["notice"] is None


def test_not_supporting_ones_own_question_is_already_so(made: Made) -> None:
    """Taking back what was never given changes nothing and is ok; giving it is refused."""
    made.start()
    made.go(0, "inquiry")
    asker = made.voters[0]
    asked = made.do(questions.submit, asker, made.subjects[0], "一问", False, None)["question_id"]

    assert made.refuses(questions.support, asker, asked, False) == ""
    assert made.refuses(questions.support, asker, asked, True) == "question.state"
