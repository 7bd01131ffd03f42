"""Writing a spec back to a meeting file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.meeting_file import read_meeting
from app.meeting_file.writing import write_meeting
from sessions.prepare.forms import SCALES


@pytest.mark.parametrize("path", ["tests/data/meeting.yaml", "app/meeting_file/demo.yaml"])
def test_what_is_written_reads_as_the_same_meeting(path: str) -> None:
    """Nothing of a meeting is lost on the way through a file."""
    spec = read_meeting(Path(path).read_text("utf-8"))

    assert read_meeting(write_meeting(spec)) == spec


def test_an_older_edition_of_a_shipped_form_gets_a_name_of_its_own() -> None:
    """A meeting that was held on a form which has changed since is held again on the same form."""
    spec = read_meeting(Path("tests/data/meeting.yaml").read_text("utf-8"))
    older = replace(spec.forms[0], grades=SCALES["satisfaction"])
    again = read_meeting(write_meeting(replace(spec, forms=(older, *spec.forms[1:]))))

    assert again.subjects[0].form == "government_2026"
    assert again.forms[0] == replace(older, key="government_2026")


def test_words_that_look_like_something_else_survive() -> None:
    """A title with a colon, a place of digits and a unit with a hash are written so that they are read as words."""
    spec = read_meeting(Path("tests/data/meeting.yaml").read_text("utf-8"))
    odd = replace(spec, title="述法会: 上午场 # 一", place="0308", host_unit="null")

    assert read_meeting(write_meeting(odd)) == odd
