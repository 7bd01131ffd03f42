"""What phones get stays under 8 KB however full the hall, the foremost first, and says what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.wire.sections import SHAPES
from sessions.live import comments, moderation, notes, questions, rounds, seal
from sessions.live.audience import Audience
from sessions.live.sections import fitting
from sessions.prepare.spec import SettingsSpec
from tests.domain.making import Made, ballot, spec

SUBJECTS = 40
"""As many as no hall has; half of them are scored together, each by a form of its own."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A meeting with more of everything than fits."""
    helping = "把握是否主动研究法治建设重大问题、亲自部署，并督促落实到位。" * 3
    settings = SettingsSpec(small_group=3)
    made = Made(tmp_path_factory.mktemp("full"), spec(subjects=SUBJECTS, settings=settings, help_of_own=helping))
    made.start()
    made.go(2, "inquiry")
    _ask(made)
    _vote(made)
    yield made
    made.close()


def _ask(made: Made) -> None:
    for number in range(200):
        text = (f"{number}" + "很长的问题" * 100)[:500]
        asked = made.do(questions.submit, made.voters[number % 2], made.subjects[2], text, False, None)
        made.do(moderation.review, made.host, asked["question_id"], "approve", None, None)
        if number < 12:
            made.do(moderation.call, made.host, asked["question_id"])
            made.do(moderation.answer, made.host, asked["question_id"], "很长的回答" * 400, False)
    leader, observer = made.seats["leader"][0], made.seats["observer"][0]
    for number in range(30):
        made.do(notes.save, observer, made.subjects[2], f"{number}" + "记录" * 200)
        subject = made.subjects[number]
        comment = made.do(comments.submit, leader, subject, f"{number}" + "成绩" * 200, "问题" * 250, "建议" * 250)
        made.do(comments.show, made.host, comment["comment_id"], True, "all")


def _vote(made: Made) -> None:
    for number in range(SUBJECTS // 2):
        chosen = made.subjects[number : number + 1] if number else made.subjects[SUBJECTS // 2 :]
        round_id = made.do(rounds.open_round, made.host, chosen, "seats", None, None)["round_id"]
        if number == 0:
            continue
        for place, voter in enumerate(made.voters):
            made.cast(ballot(voter, round_id, chosen[0], f"{number:016x}{place:016x}"))
        made.do(seal.close, made.host, round_id)
        made.do(rounds.reveal, made.host, round_id, "all")


@pytest.mark.parametrize("audience", [Audience.SEATS, Audience.VIEWERS])
def test_no_section_for_phones_is_over_8_kb(full: Made, audience: Audience) -> None:
    """And each still has its shape."""
    view = full.see(audience)
    assert {name for name, value in view.items() if fitting.size(value) > 8192} >= {"agenda", "rounds", "results"}

    for name, value in fitting.fit(view).items():
        assert fitting.size(value) <= 8192, name
        msgspec.convert(value, SHAPES[name][audience])


def test_what_is_left_out_is_counted(full: Made) -> None:
    """By section, so that a phone knows what to fetch."""
    view = full.see(Audience.SEATS)
    cut = fitting.fit(view)

    left_out = cut["rounds"]["left_out"]
    for name in ("agenda", "results", "comments"):
        assert left_out[name] == len(view[name]) - len(cut[name]) > 0
    kept = len(cut["rounds"]["rounds"]) + len(cut["rounds"]["forms"])
    assert left_out["rounds"] == len(view["rounds"]["rounds"]) + len(view["rounds"]["forms"]) - kept > 0


def test_the_foremost_stay(full: Made) -> None:
    """The open round, the item that is on and its neighbours, this subject's result and comment; rows as they were."""
    view = full.see(Audience.SEATS)
    cut = fitting.fit(view)

    here = full.subjects[2]
    assert [row["state"] for row in cut["rounds"]["rounds"]].count("open") == 1
    assert full.items[3] in [item["item_id"] for item in cut["agenda"]]
    assert here in [row["subject_id"] for row in cut["results"]]
    assert here in [row["subject_id"] for row in cut["comments"]]
    for name in ("agenda", "results", "comments"):
        assert [row for row in view[name] if row in cut[name]] == cut[name]
    questions_here: list[dict[str, Any]] = cut["questions"]
    assert 4 <= len(questions_here) <= 30


def test_a_small_view_is_left_as_it_is(tmp_path: Path) -> None:
    """The very same sections, so that they need not be encoded twice."""
    made = Made(tmp_path)
    made.start()
    view = made.see(Audience.SEATS)

    cut = fitting.fit(view)

    assert all(cut[name] is view[name] for name in view)
    assert view["rounds"]["left_out"] == {}
    made.close()


@pytest.mark.parametrize("who", ["voter", "observer", "leader"])
def test_me_stays_under_8_kb_with_the_newest_first(full: Made, who: str) -> None:
    """What one asked, noted or commented may be long."""
    actor = full.voters[0] if who == "voter" else full.seats[who][0]
    mine = full.me(actor)
    name = {"voter": "questions", "observer": "notes", "leader": "comments"}[who]
    assert fitting.size(mine) > 8192

    cut = fitting.fit_me(mine)

    assert fitting.size(cut) <= 8192
    assert cut[name][-1] == mine[name][-1]
    assert cut["left_out"] == {name: len(mine[name]) - len(cut[name])}
