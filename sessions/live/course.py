"""The course of a meeting: open, start, move through the agenda, pause, close."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sessions.errors import MeetingState, RoundState
from sessions.live import agenda, clocks, meetings, rounds, stages
from sessions.live.actors import Actor
from sessions.live.meetings import CLOSED, OPEN, PREPARED, RUNNING, Meeting


def open_meeting(db: Session, now: int, actor: Actor) -> None:
    """Begin 签到."""
    meeting = meetings.get(db, actor.meeting_id)
    if meeting.state in (OPEN, RUNNING):
        return
    meeting.require(PREPARED)
    meeting.state = OPEN


def start(db: Session, now: int, actor: Actor) -> None:
    """Start the meeting with the first item of the agenda."""
    meeting = meetings.get(db, actor.meeting_id)
    if meeting.state == RUNNING:
        return
    if meeting.state == PREPARED:
        raise MeetingState("会议还没有开放签到，请先开放签到，再开始会议。")
    meeting.require(OPEN)
    meeting.state = RUNNING
    steps = [item.step() for item in agenda.items(db, meeting)]
    _enter(db, now, meeting, stages.first(steps))


def pause(db: Session, now: int, actor: Actor) -> None:
    """Stop the clocks, casts, ratings, questions and agenda moves until :func:`resume`."""
    meeting = meetings.get(db, actor.meeting_id)
    meeting.require(RUNNING)
    if meeting.paused:
        return
    meeting.paused = True
    clocks.hold(db, now, meeting)
    rounds.hold(db, now, meeting)


def resume(db: Session, now: int, actor: Actor) -> None:
    """Go on: what ran when the pause began runs again, with what was left."""
    meeting = meetings.get(db, actor.meeting_id)
    meeting.require(RUNNING)
    if not meeting.paused:
        return
    meeting.paused = False
    clocks.release(db, now, meeting)
    rounds.release(db, now, meeting)


def close(db: Session, now: int, actor: Actor) -> None:
    """End the meeting. An open round is refused: its ballots would hang in the air."""
    meeting = meetings.get(db, actor.meeting_id)
    if meeting.state == CLOSED:
        return
    if meeting.state == PREPARED:
        raise MeetingState("会议还没有开放签到，不用结束。")
    if rounds.open_ones(db, meeting):
        raise RoundState("还有测评没有结束。请先结束或作废这次测评，再结束会议。")
    _leave(db, now, meeting, stages.Place())
    meeting.state, meeting.paused, meeting.item_id, meeting.stage = CLOSED, False, None, None
    meeting.scene, meeting.scene_subject_id = None, None  # what was pinned for the meeting ends with it


def following(db: Session, now: int, actor: Actor, item_id: str | None, stage: str | None) -> None:
    """Move to the next stage, if the console has seen where the meeting is."""
    meeting = meetings.get(db, actor.meeting_id)
    meeting.require_going()
    stages.expect(agenda.place(meeting), item_id, stage)
    steps = [item.step() for item in agenda.items(db, meeting)]
    _move(db, now, meeting, stages.following(steps, agenda.place(meeting)))


def go(
    db: Session, now: int, actor: Actor, item_id: str, stage: str, expected: tuple[str | None, str | None] | None
) -> None:
    """Move to any stage of the agenda, over others and backwards too."""
    meeting = meetings.get(db, actor.meeting_id)
    there = stages.chosen([item.step() for item in agenda.items(db, meeting)], item_id, stage)
    meeting.require_going()
    if agenda.place(meeting) == there:
        return
    if expected is not None:
        stages.expect(agenda.place(meeting), *expected)
    _move(db, now, meeting, there)


def _move(db: Session, now: int, meeting: Meeting, there: stages.Place) -> None:
    if any(entry.audience == "seats" for entry in rounds.open_ones(db, meeting)):
        raise RoundState("测评正在进行，不能换环节。请先结束这次测评。")
    _leave(db, now, meeting, there)
    _enter(db, now, meeting, there)


def _leave(db: Session, now: int, meeting: Meeting, there: stages.Place) -> None:
    """Stop the stage's clock, keep what is left, and mark what the meeting has gone past."""
    here = agenda.place(meeting)
    if here.item_id is None:
        return
    clocks.leave(db, now, meeting)
    every = agenda.items(db, meeting)
    steps = [item.step() for item in every]
    done = frozenset(item.id for item in every if item.done)
    done = done | {here.item_id} if there.item_id is None else stages.gone_past(steps, done, here, there)
    for item in every:
        item.done = item.id in done


def _enter(db: Session, now: int, meeting: Meeting, there: stages.Place) -> None:
    meeting.item_id, meeting.stage = there.item_id, there.stage
    clocks.enter(db, now, meeting)
