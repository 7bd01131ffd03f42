"""The shape of every section, as this server sends it (CONTRACT.md 5 and 6): nothing missing, nothing more.

The builders in ``sessions/live/sections`` make plain dicts; the tests hold every view of a whole meeting against these.
Times are milliseconds since 1970 UTC; scores are decimal strings.
"""

from __future__ import annotations

from typing import Any, Literal

from app.wire.shape import Shape
from app.wire.voting import HostRounds, Result, Rounds, Turnout
from sessions.live.audience import Audience

State = Literal["pending", "approved", "rejected", "merged", "called", "answered", "withdrawn"]


class CategoryName(Shape):
    key: str
    name: str
    role: str


class SubjectName(Shape):
    id: str
    name: str
    unit: str
    post: str
    kind: str


class Meeting(Shape):
    code: str
    title: str
    host_unit: str
    place: str
    starts_at: int
    state: Literal["prepared", "open", "running", "closed"]
    paused: bool
    rehearsal: bool
    categories: list[CategoryName]
    subjects: list[SubjectName]
    small_group: int
    questions_goal: int
    questions_shown_as: Literal["category", "anonymous", "choice"]


class AgendaStage(Shape):
    stage: str
    minutes: float | None
    spent_ms: int | None


class AgendaItem(Shape):
    item_id: str
    kind: str
    title: str
    subject_ids: list[str]
    stages: list[AgendaStage]
    done: bool


class Timer(Shape):
    state: Literal["idle", "running", "paused"]
    ends_at: int | None
    left_ms: int | None


class Turn(Shape):
    question_id: str
    ends_at: int | None
    left_ms: int | None


class Stage(Shape):
    item_id: str | None
    stage: str | None
    subject_id: str | None
    timer: Timer
    turn: Turn | None


class Move(Shape):
    """The last move of the agenda: by which member of staff, None for the access of the import."""

    name: str | None
    at: int


class HostStage(Stage):
    """The host's: ``given_ms`` is all the time that the stage's clock was given, what was added included."""

    given_ms: int | None
    by: Move | None


class Presence(Shape):
    category: str
    expected: int
    present: int


class Question(Shape):
    """What everybody reads of a question that he sees."""

    id: str
    number: int
    subject_id: str
    text: str
    by: str
    at: int
    called_at: int | None
    follows: str | None
    supports: int
    answer: str | None
    rating: dict[str, int] | None


class OuterQuestion(Question):
    """The phones': one that was let through."""

    state: Literal["approved", "called", "answered"]


class InnerQuestion(Question):
    """The inbox of host and observers, in every state."""

    state: State
    evaded: bool
    into: str | None
    reason: str | None
    original: str | None


class CutQuestion(Shape):
    text: str
    len: Literal["s", "m", "l"]


class ScreenQuestion(OuterQuestion):
    cut: CutQuestion


class Comment(Shape):
    id: str
    subject_id: str
    role: str
    by: str
    strengths: str
    problems: str
    advice: str
    shown: Literal["screen", "all"] | None


class CutComment(Shape):
    strengths: str
    problems: str
    advice: str


class ScreenComment(Comment):
    cut: CutComment


class Commentator(Shape):
    """One who may comment, by name; those of a category without a name together."""

    category: str
    name: str | None
    seats: int
    present: int
    written: dict[str, int]


class Notice(Shape):
    id: str
    text: str
    at: int


class HostNotice(Notice):
    to: Literal["all", "screen", "unscored", "reporter", "leaders"]
    meant: int
    acked: int


class OpenDoor(Shape):
    category: str
    url: str


class Join(Shape):
    url: str
    open: list[OpenDoor]
    wifi: str | None


class Screen(Shape):
    scene: str
    subject_id: str | None
    pinned: bool
    title_len: Literal["m", "l"]
    join: Join


class Slips(Shape):
    category: str
    issued: int
    bound: int
    released: int
    present: int


class OwnQuestion(Shape):
    id: str
    number: int
    subject_id: str
    text: str
    at: int
    follows: str | None
    state: State
    reason: str | None
    answer: str | None


class OwnComment(Shape):
    id: str
    subject_id: str
    strengths: str
    problems: str
    advice: str


class OwnNote(Shape):
    id: str
    subject_id: str | None
    text: str
    at: int


class OwnNotice(Notice):
    acked: bool


class Me(Shape):
    seat_id: str
    category: str
    role: str
    name: str | None
    subject_id: str | None
    rights: list[str]
    checked_in: bool
    cast: list[tuple[str, str]]
    rated: list[str]
    supports: list[str]
    questions: list[OwnQuestion]
    comments: list[OwnComment]
    notes: list[OwnNote]
    notice: OwnNotice | None
    left_out: dict[str, int]


H, O, S, P, V = Audience.HOST, Audience.OBSERVERS, Audience.SEATS, Audience.SCREEN, Audience.VIEWERS  # noqa: E741


def _same(shape: Any, *audiences: Audience) -> dict[Audience, Any]:
    return dict.fromkeys(audiences, shape)


SHAPES: dict[str, dict[Audience, Any]] = {
    "meeting": _same(Meeting, H, O, S, P, V),
    "agenda": _same(list[AgendaItem], H, O, S, P, V),
    "stage": {**_same(HostStage, H), **_same(Stage, O, S, P, V)},
    "presence": _same(list[Presence], H, O, P),
    "questions": {
        **_same(list[InnerQuestion], H, O),
        **_same(list[OuterQuestion], S, V),
        **_same(list[ScreenQuestion], P),
    },
    "rounds": {**_same(HostRounds, H), **_same(Rounds, O, S, P, V)},
    "turnout": _same(list[Turnout], H, O, P),
    "results": _same(list[Result], H, O, S, P, V),
    "comments": {**_same(list[Comment], H, O, S, V), **_same(list[ScreenComment], P)},
    "commentators": _same(list[Commentator], H),
    "notice": {**_same(HostNotice | None, H), **_same(Notice | None, O, S, P, V)},
    "screen": _same(Screen, H, P),
    "seats": _same(list[Slips], H),
    "me": _same(Me, O, S),
}
"""Section to audience to shape; an audience that is not named never gets the section."""
