"""The commands of those in the hall and of the viewers; ballots are apart (ballots.py)."""

from __future__ import annotations

from app.sockets.registry import SEATS, SEATS_AND_VIEWERS, Deed, command
from app.wire import commands as wire
from sessions.live import comments, notes, notices, questions, ratings, seats
from sessions.live.audience import Right


@command("seat.check_in", SEATS, wire.Empty)
def check_in(_: wire.Empty) -> Deed:
    return (seats.check_in,)


@command("question.submit", SEATS_AND_VIEWERS, wire.QuestionSubmit, right=Right.ASK)
def submit_question(data: wire.QuestionSubmit) -> Deed:
    return questions.submit, data.subject_id, data.text, data.anonymous, data.follows


@command("question.support", SEATS_AND_VIEWERS, wire.QuestionSupport, right=Right.SUPPORT)
def support_question(data: wire.QuestionSupport) -> Deed:
    return questions.support, data.question_id, data.on


@command("question.withdraw", SEATS_AND_VIEWERS, wire.QuestionOnly, right=Right.ASK)
def withdraw_question(data: wire.QuestionOnly) -> Deed:
    return questions.withdraw, data.question_id


@command("answer.rate", SEATS, wire.AnswerRate, right=Right.SCORE)
def rate_answer(data: wire.AnswerRate) -> Deed:
    return ratings.rate, data.question_id, data.grade, data.ballot_id


@command("comment.submit", SEATS, wire.CommentSubmit, right=Right.COMMENT)
def submit_comment(data: wire.CommentSubmit) -> Deed:
    return comments.submit, data.subject_id, data.strengths, data.problems, data.advice


@command("note.save", SEATS, wire.NoteSave, right=Right.NOTE)
def save_note(data: wire.NoteSave) -> Deed:
    return notes.save, data.subject_id, data.text


@command("notice.ack", SEATS, wire.NoticeOnly)
def ack_notice(data: wire.NoticeOnly) -> Deed:
    return notices.ack, data.notice_id
