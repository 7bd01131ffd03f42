"""A void round counts nowhere; what is voted anew stands alone."""

from __future__ import annotations

from typing import Any

import pytest

from sessions.live import rounds, seal
from sessions.live.reports import results_for_staff
from sessions.live.verify import verify
from tests.domain.making import Made, ballot


def open_round(made: Made) -> str:
    """Open a round on the first subject."""
    opened = made.do(rounds.open_round, made.host, [made.subjects[0]], "seats", None, None)
    return str(opened["round_id"])


def vote(made: Made, round_id: str, grade: str, voters: int) -> None:
    """Let the first seats give every item this grade, each with a remark."""
    casts = [
        ballot(actor, round_id, made.subjects[0], f"{round_id}{grade}{n}", grade, remark=f"{grade} {n}")
        for n, actor in enumerate(made.voters[:voters])
    ]
    assert [len(str(outcome)) for outcome in made.cast(*casts)] == [64] * voters


def for_staff(made: Made) -> list[dict[str, Any]]:
    """Return what `meeting results` prints."""
    with made.reading() as db:
        return results_for_staff(db, made.code)


@pytest.mark.parametrize("closed_first", [False, True])
def test_a_round_made_void_unseen_counts_nowhere_and_the_next_one_alone(made: Made, closed_first: bool) -> None:
    """Void while open, or closed and not looked at: turnout, result, remarks and recount are of the second round."""
    made.start()
    made.go(0, "appraisal")
    first = open_round(made)
    vote(made, first, "poor", 12)
    if closed_first:
        made.do(seal.close, made.host, first)
    made.do(seal.void, made.host, first, "发错了测评表")
    assert made.see()["turnout"] == for_staff(made) == []

    second = open_round(made)
    vote(made, second, "excellent", 8)
    made.do(seal.close, made.host, second)
    (sealed,) = for_staff(made)
    assert (sealed["round_id"], sealed["state"], sealed["cast"]) == (second, "closed", 8)
    assert "score" not in sealed
    assert made.refuses(rounds.reveal, made.host, first, "staff") == "round.state"
    made.do(rounds.reveal, made.host, second, "all")

    (printed,), (seen,) = for_staff(made), made.see()["results"]
    assert printed["round_id"] == seen["round_id"] == second
    assert printed["score"] == seen["score"] == "100.00"
    assert printed["cast"] == seen["cast"] == 8
    assert {remark["text"].split()[0] for remark in printed["remarks"]} == {"excellent"}
    with made.reading() as db:
        checks = verify(db, made.code)
    assert all(holds for _, holds in checks)
    assert {"已作废" in sentence for sentence, _ in checks if "第 1 次" in sentence} == {True}
    assert not [sentence for sentence, _ in checks if "第 2 次" in sentence and "已作废" in sentence]


def test_a_result_that_was_seen_is_not_made_void(made: Made) -> None:
    """Close, look, void and vote again would be a way to cheat."""
    made.start()
    round_id = open_round(made)
    made.do(seal.close, made.host, round_id)
    made.do(rounds.reveal, made.host, round_id, "staff")

    assert made.refuses(seal.void, made.host, round_id, "再来一次") == "round.state"
    assert for_staff(made)[0]["state"] == "revealed"
