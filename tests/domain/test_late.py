"""What comes when its time is over."""

from __future__ import annotations

from sessions.live import clocks, comments, course, moderation, questions, rounds
from tests.domain.making import Made


def test_a_round_whose_time_is_over_is_not_brought_back(made: Made) -> None:
    """However late the closer is: ballots have been refused already."""
    made.start()
    round_id = made.do(rounds.open_round, made.host, [made.subjects[0]], "seats", 120, None)["round_id"]
    made.now += 120_000 + rounds.GRACE_MS + 1

    assert made.refuses(rounds.extend, made.host, round_id, 60) == "round.state"


def test_pausing_no_answers_clock_starts_none(made: Made) -> None:
    """The wall stays with the question."""
    made.start()
    made.go(0, "inquiry")
    asked = made.do(questions.submit, made.voters[0], made.subjects[0], "一问", False, None)["question_id"]
    made.do(moderation.call, made.host, asked)
    made.do(clocks.control, made.host, "pause", "turn", None)

    seen = made.see()
    assert (seen["stage"]["turn"], seen["screen"]["scene"]) == (None, "inquiry")


def test_a_comment_after_the_end_is_closed(made: Made) -> None:
    """The refusal says what is over: the subject's item."""
    made.start()
    made.go(0, "commentary")
    made.do(course.go, made.host, made.items[-1], "main", None)
    made.do(course.close, made.host)

    who = made.seats["leader"][0]
    assert made.refuses(comments.submit, who, made.subjects[0], "好", "", "") == "comment.closed"


def test_nobody_supports_himself_by_what_is_merged(made: Made) -> None:
    """One person asked both; a second one asked a third."""
    made.start()
    made.go(0, "inquiry")
    first, again, other = (
        made.do(questions.submit, made.voters[who], made.subjects[0], f"问{n}", False, None)["question_id"]
        for n, who in enumerate((0, 0, 1))
    )
    made.do(moderation.review, made.host, first, "approve", None, None)
    made.do(moderation.merge, made.host, again, first)
    assert made.see()["questions"][0]["supports"] == 0

    made.do(moderation.merge, made.host, other, first)
    assert made.see()["questions"][0]["supports"] == 1
