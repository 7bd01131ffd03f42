"""The payload of every command. Unknown keys are refused, types are strict, lengths are bounded.

A new command is a Struct here, a handler in ``app/sockets``, and a verb in ``sessions``.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

Id = Annotated[str, Meta(min_length=1, max_length=40)]
ClientId = Annotated[str, Meta(min_length=1, max_length=64)]
BallotId = Annotated[str, Meta(pattern="^[0-9a-f]{32}$", max_length=32)]
Key = Annotated[str, Meta(min_length=1, max_length=40)]
Seconds = Annotated[int, Meta(ge=1, le=24 * 3600)]
Text40 = Annotated[str, Meta(min_length=1, max_length=40)]
Text200 = Annotated[str, Meta(max_length=200)]
Text500 = Annotated[str, Meta(max_length=500)]
Question500 = Annotated[str, Meta(min_length=1, max_length=500)]
Text2000 = Annotated[str, Meta(max_length=2000)]
Reason = Annotated[str, Meta(min_length=1, max_length=200)]


class Payload(Struct, forbid_unknown_fields=True, kw_only=True):
    """What every command may carry: the sender's own name for it, which makes it safe to send again."""

    client_id: ClientId | None = None


class Empty(Payload):
    """No fields of its own."""


class SectionGet(Payload):
    """A section to read as long as it is: what it holds for phones is cut (``left_out``)."""

    section: Key


class Place(Struct, forbid_unknown_fields=True):
    """Where the console believes the meeting to be."""

    item_id: str | None
    stage: str | None


class QuestionSubmit(Payload):
    subject_id: Id
    text: Question500
    client_id: ClientId
    anonymous: bool = False
    follows: Id | None = None


class QuestionSupport(Payload):
    question_id: Id
    on: bool


class QuestionOnly(Payload):
    question_id: Id


class AnswerRate(Payload):
    question_id: Id
    grade: Literal["satisfied", "mostly_satisfied", "dissatisfied", "unknown"]
    ballot_id: BallotId


class BallotCast(Payload):
    round_id: Id
    subject_id: Id
    ballot_id: BallotId
    grades: Annotated[dict[Key, Key], Meta(max_length=40)]
    abstain: bool = False
    remark: Text200 | None = None


class CommentSubmit(Payload):
    subject_id: Id
    strengths: Text500
    problems: Text500
    advice: Text500
    client_id: ClientId


class NoteSave(Payload):
    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    client_id: ClientId
    subject_id: Id | None = None


class Rehearse(Payload):
    on: bool


class AgendaNext(Payload):
    expected: Place


class AgendaGo(Payload):
    item_id: Id
    stage: Annotated[str, Meta(min_length=1, max_length=12)]
    expected: Place | None = None


class Timer(Payload):
    which: Literal["stage", "turn"] = "stage"
    seconds: Seconds | None = None


class QuestionReview(Payload):
    question_id: Id
    decision: Literal["approve", "reject", "return"]
    reason: Text200 | None = None
    text: Text500 | None = None


class QuestionMerge(Payload):
    question_id: Id
    into: Id


class QuestionAnswer(Payload):
    question_id: Id
    text: Text2000
    evaded: bool = False


class RoundOpen(Payload):
    subject_ids: Annotated[list[Id], Meta(min_length=1, max_length=100)]
    audience: Literal["seats", "viewers"]
    seconds: Seconds | None = None
    reason: Text200 | None = None


class RoundOnly(Payload):
    round_id: Id


class RoundVoid(Payload):
    round_id: Id
    reason: Reason


class RoundExtend(Payload):
    round_id: Id
    seconds: Seconds


class RoundReveal(Payload):
    round_id: Id
    to: Literal["staff", "seats", "all"]


class ScreenShow(Payload):
    scene: Literal[
        "welcome", "reporting", "inquiry", "answering", "commentary", "appraisal", "result", "overview", "closing",
        "rectification", "item", "black", "freeze", "auto",
    ]  # fmt: skip
    subject_id: Id | None = None


class NoticePost(Payload):
    text: Text40
    to: Literal["all", "screen", "unscored", "reporter", "leaders"] = "all"


class NoticeOnly(Payload):
    notice_id: Id


class CommentShow(Payload):
    comment_id: Id
    on: bool
    to: Literal["screen", "all"] = "all"


class SeatFind(Payload):
    code_tail: Annotated[str, Meta(min_length=4, max_length=4)]


class SeatOnly(Payload):
    seat_id: Id


def field_of(error: msgspec.ValidationError) -> str | None:
    """Return the name of the field that a validation error is about, where it names one."""
    text = str(error)
    if " - at `$." in text:
        return text.rsplit(" - at `$.", 1)[1].rstrip("`").split("[")[0] or None
    if "field `" in text:
        return text.split("field `", 1)[1].split("`")[0]
    return None
