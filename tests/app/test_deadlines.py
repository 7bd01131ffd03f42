"""Deadlines: every round that is due is closed, whatever is wrong with another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from app import deadlines
from app.bell import Pace
from app.deadlines import Deadlines
from app.writer import Writer
from sessions.live import rounds
from sessions.live.meetings import Form
from tests.domain.making import Made


class Bell:
    """A bell that is only counted."""

    def __init__(self) -> None:
        self.rung: list[str] = []

    def ring(self, meeting_id: str, pace: Pace) -> None:
        """Note who is rung for."""
        self.rung.append(meeting_id)


class Heard:
    """What was logged."""

    def __init__(self) -> None:
        self.said: list[tuple[str, dict[str, Any]]] = []

    def exception(self, event: str, **more: Any) -> None:
        """Note it."""
        self.said.append((event, more))


@pytest.fixture
def broken_and_sound(tmp_path: Path) -> Iterator[tuple[list[Made], list[str]]]:
    """Two meetings in one database, each with a round that is due; the first one's form is gone."""
    halls = [Made(tmp_path), Made(tmp_path)]
    ids = []
    for hall in halls:
        hall.start()
        opened = hall.do(rounds.open_round, hall.host, [hall.subjects[0]], "seats", 1, None)
        ids.append(str(opened["round_id"]))
        # long past: the meetings' clock is another one than the server's
        with hall.session() as db:
            rounds.get(db, hall.meeting_id, ids[-1]).until(0)
    with halls[0].session() as db:
        db.execute(delete(Form).where(Form.meeting_id == halls[0].meeting_id))
    yield halls, ids
    for hall in halls:
        hall.close()


def test_a_round_that_cannot_be_sealed_keeps_no_other_open(
    broken_and_sound: tuple[list[Made], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays open with its ballots and is named once in the log; it is not tried with every look."""
    (broken, sound), (stuck, due) = broken_and_sound
    heard, bell = Heard(), Bell()
    monkeypatch.setattr(deadlines, "log", heard)
    writer = Writer(sound.engine, bell)
    writer.start()
    watch = Deadlines(writer, sound.readers)

    for _ in range(3):
        watch.close_due()

    with sound.reading() as db:
        assert rounds.get(db, sound.meeting_id, due).state == "closed"
        assert rounds.get(db, broken.meeting_id, stuck).state == "open"
    assert heard.said == [("round.unsealable", {"round": stuck})]
    assert bell.rung == [sound.meeting_id]
