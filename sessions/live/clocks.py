"""The clocks that run in a meeting: one a stage, and the answer's. They never change a stage by themselves."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from sessions.errors import PayloadInvalid, StageMismatch
from sessions.live import meetings, questions, turn
from sessions.live.actors import Actor
from sessions.live.agenda import AgendaItem, StageClock
from sessions.live.meetings import Meeting
from sessions.live.timers import IDLE, Clock

EXTENSION_SECONDS = 60


def enter(db: Session, now: int, meeting: Meeting) -> None:
    """Start the clock of a stage entered for the first time with its minutes; else let it go on with what was left."""
    kept = _here(db, meeting)
    if kept is None:
        planned = _planned_ms(db, meeting)
        kept = StageClock(item_id=meeting.item_id, stage=meeting.stage)
        kept.set(Clock() if planned is None else Clock().started(now, planned))
        db.add(kept)
        return
    left = kept.clock().left(now)
    if left is not None:
        kept.set(kept.clock().started(now, left))


def leave(db: Session, now: int, meeting: Meeting) -> None:
    """Stop the stage's clock, keeping what is left, and take the answer's away."""
    kept = _here(db, meeting)
    if kept is not None:
        kept.set(kept.clock().paused(now))
    turn.stop(meeting, answering=False)


def hold(db: Session, now: int, meeting: Meeting) -> None:
    """Let both clocks stand because the meeting is paused."""
    _each(db, meeting, lambda clock: clock.held(now))


def release(db: Session, now: int, meeting: Meeting) -> None:
    """Let go on what ran before the meeting's pause."""
    _each(db, meeting, lambda clock: clock.resumed(now))


def control(db: Session, now: int, actor: Actor, deed: str, which: str, seconds: int | None) -> None:
    """Start, pause or extend (``deed``) the stage's or the answer's clock (``which``: stage or turn).

    Starting goes on with what is left, or anew with ``seconds``. Raise :class:`PayloadInvalid` where a stage has no
    planned minutes and none are given, :class:`StageMismatch` for an answer's clock without a called question.
    """
    meeting = meetings.get(db, actor.meeting_id)
    meeting.require_going()
    if which == "turn":
        called = questions.called(db, meeting)
        if called is None:
            raise StageMismatch("现在没有叫出的问题，不能给答复计时。")
        if deed == "pause" and turn.clock(meeting).state == IDLE:
            return
        turn.keep(meeting, _changed(turn.clock(meeting), now, deed, seconds, turn.SECONDS * 1000))
        meeting.turn_question_id, meeting.answering = called.id, True
        return
    kept = _here(db, meeting)
    if kept is not None:
        kept.set(_changed(kept.clock(), now, deed, seconds, _planned_ms(db, meeting)))


def _changed(clock: Clock, now: int, deed: str, seconds: int | None, planned_ms: int | None) -> Clock:
    if deed == "pause":
        return clock.paused(now)
    if deed == "extend":
        return clock.extended(now, (seconds or EXTENSION_SECONDS) * 1000)
    if seconds is not None:
        return clock.started(now, seconds * 1000)
    if clock.state != IDLE:
        return clock if clock.ends_at is not None else clock.started(now, clock.left_ms or 0)
    if planned_ms is None:
        raise PayloadInvalid("这个环节没有计划时间，请写明计时多少秒。", field="seconds")
    return clock.started(now, planned_ms)


def _here(db: Session, meeting: Meeting) -> StageClock | None:
    return db.get(StageClock, (meeting.item_id, meeting.stage))


def _planned_ms(db: Session, meeting: Meeting) -> int | None:
    minutes = db.get_one(AgendaItem, meeting.item_id).minutes(meeting.stage or "")
    return None if minutes is None else round(minutes * 60_000)


def _each(db: Session, meeting: Meeting, change: Callable[[Clock], Clock]) -> None:
    kept = _here(db, meeting)
    if kept is not None:
        kept.set(change(kept.clock()))
    turn.keep(meeting, change(turn.clock(meeting)))
