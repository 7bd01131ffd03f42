"""``verify`` finds what was changed behind the back of the product."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from sessions.live import rounds, seal
from sessions.live.rounds import RoundSubject
from sessions.live.verify import verify
from tests.domain.making import Made, ballot


@pytest.fixture
def sealed(made: Made) -> Made:
    """A meeting with one sealed round of six ballots."""
    made.start()
    subject = made.subjects[0]
    round_id = made.do(rounds.open_round, made.host, [subject], "seats", None, None)["round_id"]
    made.cast(*(ballot(who, round_id, subject, f"{n:032x}") for n, who in enumerate(made.voters[:6])))
    made.do(seal.close, made.host, round_id)
    return made


def broken(made: Made) -> list[str]:
    """Return the sentences that do not hold."""
    with made.reading() as db:
        return [sentence for sentence, holds in verify(db, made.code) if not holds]


def test_what_was_sealed_holds(sealed: Made) -> None:
    """Nothing to find."""
    assert broken(sealed) == []


@pytest.mark.parametrize(
    ("column", "field", "value"),
    [("result", "score", "99.99"), ("result", "cast", 7), ("result", "overall", {}), ("turnout", None, [])],
)
def test_a_changed_result_is_found(sealed: Made, column: str, field: str | None, value: Any) -> None:
    """It is what people see: a score, a count, the grades, the turnout."""
    with sealed.session() as db:
        paper = db.scalars(select(RoundSubject)).one()
        setattr(paper, column, value if field is None else getattr(paper, column) | {field: value})

    assert len(broken(sealed)) == 1
