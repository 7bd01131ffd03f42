"""What the host does with questions: review, merge, call to the screen, note the answer.

While the meeting is paused only the call is refused: a pause is when a host catches up with the inbox.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from sessions.errors import PayloadInvalid, QuestionState
from sessions.live import meetings, questions, turn
from sessions.live.actors import Actor
from sessions.live.meetings import RUNNING
from sessions.live.questions import ANSWERED, APPROVED, CALLED, MERGED, PENDING, REJECTED, WITHDRAWN, Question


def review(
    db: Session, now: int, actor: Actor, question_id: str, decision: str, reason: str | None, text: str | None
) -> None:
    """Approve, reject or return (back to pending) a question; ``text`` is the wording to be shown.

    What was merged into a rejected one stands for itself again.
    """
    question = questions.get(db, actor.meeting_id, question_id)
    meetings.get(db, actor.meeting_id).require(RUNNING)
    target = {"approve": APPROVED, "reject": REJECTED, "return": PENDING}[decision]
    if question.state in (CALLED, ANSWERED, MERGED, WITHDRAWN):
        raise QuestionState(_WHY[question.state])
    if text is not None and not text.strip():
        raise PayloadInvalid("上屏的文字不能为空。", field="text")
    question.state = target
    question.reason = reason if target == REJECTED else None
    if text is not None:
        question.shown_text = text.strip() if text.strip() != question.text else None
    if target == REJECTED:
        questions.release_merged(db, question)


_WHY = {
    CALLED: "这个问题正在大屏上，请先收起再处理。",
    ANSWERED: "这个问题已经答复，不能再改。",
    MERGED: "这个问题已经合并，请先取消合并。",
    WITHDRAWN: "提问人已撤回这个问题。",
}


def merge(db: Session, now: int, actor: Actor, question_id: str, into: str) -> None:
    """Merge a question into another of the same subject; its supports are counted there."""
    question = questions.get(db, actor.meeting_id, question_id)
    target = questions.get(db, actor.meeting_id, into)
    meetings.get(db, actor.meeting_id).require(RUNNING)
    if question.state == MERGED and question.into == target.id:
        return
    if question.id == target.id:
        raise PayloadInvalid("不能把问题合并到它自己。", field="into")
    if question.state not in (PENDING, APPROVED):
        raise QuestionState(_WHY.get(question.state, "这个问题没有采用，不能合并。"))
    if target.state not in (PENDING, APPROVED, CALLED) or target.subject_id != question.subject_id:
        raise QuestionState("只能合并到同一位述法对象、还没有答复的问题。")
    question.state_before, question.state, question.into = question.state, MERGED, target.id
    for follower in db.scalars(select(Question).where(Question.into == question.id)):
        follower.into = target.id


def unmerge(db: Session, now: int, actor: Actor, question_id: str) -> None:
    """Take a merge back."""
    question = questions.get(db, actor.meeting_id, question_id)
    meetings.get(db, actor.meeting_id).require(RUNNING)
    if question.state != MERGED:
        return
    question.unmerge()


def call(db: Session, now: int, actor: Actor, question_id: str) -> None:
    """Put a question on the screen, one at a time: the one called before is approved again."""
    question = questions.get(db, actor.meeting_id, question_id)
    meeting = meetings.get(db, actor.meeting_id)
    meeting.require_going()
    if question.state == CALLED:
        return
    if question.state not in (PENDING, APPROVED):
        raise QuestionState(_WHY.get(question.state, "这个问题没有采用，不能叫出。"))
    before = questions.called(db, meeting)
    if before is not None:
        before.state = APPROVED
    turn.stop(meeting, answering=False)
    question.state, question.called_at = CALLED, now


def uncall(db: Session, now: int, actor: Actor, question_id: str) -> None:
    """Take a question off the screen; it is approved again."""
    question = questions.get(db, actor.meeting_id, question_id)
    meeting = meetings.get(db, actor.meeting_id)
    meeting.require(RUNNING)
    if question.state == APPROVED:
        return
    if question.state != CALLED:
        raise QuestionState("这个问题不在大屏上。")
    question.state = APPROVED
    turn.stop(meeting, answering=False)


def answer(db: Session, now: int, actor: Actor, question_id: str, text: str, evaded: bool) -> None:
    """Note the answer to the called question, again to amend it; ``evaded``: the chair marks 未正面回答."""
    question = questions.get(db, actor.meeting_id, question_id)
    meeting = meetings.get(db, actor.meeting_id)
    meeting.require(RUNNING)
    if question.state not in (CALLED, ANSWERED):
        raise QuestionState("请先叫出这个问题，再记录答复。")
    if question.state == CALLED:
        turn.stop(meeting, answering=True)
    question.state, question.answer, question.evaded = ANSWERED, text.strip(), evaded
