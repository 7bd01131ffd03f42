"""What was said beside the grades keeps its category only where nobody can be known by it."""

from __future__ import annotations

from sessions.live import reports, rounds, seal
from tests.domain.making import Made, ballot


def test_no_remark_is_known_by_what_the_others_have(made: Made) -> None:
    """Six of one category and one of another are one group: all lose the category, not only the one."""
    assert categories(made, deputies=1) == {None}


def test_categories_that_stand_alone_keep_their_name(made: Made) -> None:
    """Both have as many ballots as a group needs."""
    assert categories(made, deputies=3) == {"party_delegate", "npc_deputy"}


def categories(made: Made, *, deputies: int) -> set[str | None]:
    """Let six delegates and some deputies score with a remark each; return the categories that staff read."""
    made.start()
    subject = made.subjects[0]
    round_id = made.do(rounds.open_round, made.host, [subject], "seats", None, None)["round_id"]
    voters = made.seats["party_delegate"] + made.seats["npc_deputy"][:deputies]
    made.cast(
        *(ballot(who, round_id, subject, f"{n:032x}", remark=f"意见{n}") for n, who in enumerate(voters)),
    )
    made.do(seal.close, made.host, round_id)
    made.do(rounds.reveal, made.host, round_id, "staff")
    with made.reading() as db:
        (entry,) = reports.results_for_staff(db, made.code)
    assert len(entry["remarks"]) == len(voters)
    return {remark["category"] for remark in entry["remarks"]}
