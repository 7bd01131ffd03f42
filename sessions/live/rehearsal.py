"""演练: everything works as in earnest, and all of it is wiped when the rehearsal ends; slips are as they were."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from sessions.errors import MeetingState
from sessions.live import meetings
from sessions.live.acks import CommandAck
from sessions.live.actors import Actor
from sessions.live.agenda import AgendaItem, StageClock
from sessions.live.ballots import Admission, Ballot, Urn
from sessions.live.comments import Comment
from sessions.live.meetings import PREPARED, Meeting
from sessions.live.notes import Note
from sessions.live.notices import Notice, NoticeSeat
from sessions.live.questions import Question, Support
from sessions.live.ratings import Rating, RatingAdmission
from sessions.live.rounds import Round, RoundSubject
from sessions.live.seal import TRACES, Remark
from sessions.live.seats import Seat
from sessions.live.timers import IDLE

OF_ROUND: tuple[Any, ...] = (Admission, Urn, Ballot, Remark, RoundSubject)
OF_QUESTION: tuple[Any, ...] = (Support, Rating, RatingAdmission)
OF_MEETING: tuple[Any, ...] = (Round, Question, Comment, CommandAck)
BEFORE_TOO: tuple[Any, ...] = (Note, Notice)
"""What may have been written before the rehearsal, and stays then."""


def rehearse(db: Session, now: int, actor: Actor, on: bool) -> None:
    """Begin a rehearsal of a meeting that is still prepared, or end it and wipe what was done since."""
    meeting = meetings.get(db, actor.meeting_id)
    if on == (meeting.rehearsal_since is not None):
        return
    if on:
        if meeting.state != PREPARED:
            raise MeetingState("会议已经开放签到，不能再演练。")
        meeting.rehearsal_since = now
        return
    _wipe(db, meeting)
    _set_slips_back(db, meeting)
    _set_back(meeting)
    db.info[TRACES] = True


def _wipe(db: Session, meeting: Meeting) -> None:
    rounds = select(Round.id).where(Round.meeting_id == meeting.id)
    questions = select(Question.id).where(Question.meeting_id == meeting.id)
    notices = select(Notice.id).where(Notice.meeting_id == meeting.id, Notice.at >= meeting.rehearsal_since)
    items = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id)
    for table in OF_ROUND:
        db.execute(delete(table).where(table.round_id.in_(rounds)))
    for table in OF_QUESTION:
        db.execute(delete(table).where(table.question_id.in_(questions)))
    db.execute(delete(NoticeSeat).where(NoticeSeat.notice_id.in_(notices)))
    db.execute(delete(StageClock).where(StageClock.item_id.in_(items)))
    for table in OF_MEETING:
        db.execute(delete(table).where(table.meeting_id == meeting.id))
    for table in BEFORE_TOO:
        db.execute(delete(table).where(table.meeting_id == meeting.id, table.at >= meeting.rehearsal_since))
    db.execute(update(AgendaItem).where(AgendaItem.meeting_id == meeting.id).values(done=False))


def _set_slips_back(db: Session, meeting: Meeting) -> None:
    """Take back what the rehearsal bound; a slip that was bound before it stays bound, and nobody is present.

    A slip released and used anew in the rehearsal is free afterwards: which device it had before is not kept.
    """
    since = Seat.bound_at >= meeting.rehearsal_since
    mine = Seat.meeting_id == meeting.id
    db.execute(
        update(Seat)
        .where(mine, since)
        .values(device=None, bound_at=None, taken_open=False, generation=Seat.generation + 1)
    )
    db.execute(update(Seat).where(mine).values(checked_in_at=None, releases=0))


def _set_back(meeting: Meeting) -> None:
    meeting.state, meeting.paused, meeting.rehearsal_since = PREPARED, False, None
    meeting.item_id, meeting.stage, meeting.question_count = None, None, 0
    meeting.turn_question_id, meeting.turn_ends_at, meeting.turn_left_ms = None, None, None
    meeting.turn_state, meeting.answering = IDLE, False
    meeting.scene, meeting.scene_subject_id = None, None
