"""What the played delegates say."""

from __future__ import annotations

import pytest

from app.crowd import lines
from sessions.prepare.spec import SUBJECT_KINDS


@pytest.mark.parametrize("kind", SUBJECT_KINDS)
def test_there_are_lines_for_every_kind_that_the_server_takes(kind: str) -> None:
    """Whatever kind reports, delegates have different questions and comments within the contract's lengths."""
    questions, comments = lines.questions(kind), lines.comments(kind)

    assert len(set(questions)) == len(questions) >= 10
    assert all(0 < len(question) <= 500 for question in questions)
    assert all(set(comment) == set(lines.PARTS) and all(comment.values()) for comment in comments)


def test_the_kinds_of_the_demonstration_have_questions_of_their_own() -> None:
    """Four subjects in a row are not asked the same things first."""
    first = {lines.questions(kind)[0] for kind in ("government_department", "township", "enforcement_team", "soe")}

    assert len(first) == 4
    assert all(0 < len(line) <= 500 for line in lines.follow_ups())
