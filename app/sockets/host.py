"""The host's commands."""

from __future__ import annotations

from app.sockets.registry import HOST, Deed, command
from app.wire import commands as wire
from sessions.live import clocks, comments, course, moderation, notices, rehearsal, rounds, screens, seal, seats


@command("meeting.open", HOST, wire.Empty)
def open_meeting(_: wire.Empty) -> Deed:
    return (course.open_meeting,)


@command("meeting.start", HOST, wire.Empty)
def start_meeting(_: wire.Empty) -> Deed:
    return (course.start,)


@command("meeting.pause", HOST, wire.Empty)
def pause_meeting(_: wire.Empty) -> Deed:
    return (course.pause,)


@command("meeting.resume", HOST, wire.Empty)
def resume_meeting(_: wire.Empty) -> Deed:
    return (course.resume,)


@command("meeting.close", HOST, wire.Empty)
def close_meeting(_: wire.Empty) -> Deed:
    return (course.close,)


@command("meeting.rehearse", HOST, wire.Rehearse)
def rehearse(data: wire.Rehearse) -> Deed:
    return rehearsal.rehearse, data.on


@command("agenda.next", HOST, wire.AgendaNext)
def next_stage(data: wire.AgendaNext) -> Deed:
    return course.following, data.expected.item_id, data.expected.stage


@command("agenda.go", HOST, wire.AgendaGo)
def go_to_stage(data: wire.AgendaGo) -> Deed:
    expected = None if data.expected is None else (data.expected.item_id, data.expected.stage)
    return course.go, data.item_id, data.stage, expected


@command("timer.start", HOST, wire.Timer)
def start_timer(data: wire.Timer) -> Deed:
    return clocks.control, "start", data.which, data.seconds


@command("timer.pause", HOST, wire.Timer)
def pause_timer(data: wire.Timer) -> Deed:
    return clocks.control, "pause", data.which, data.seconds


@command("timer.extend", HOST, wire.Timer)
def extend_timer(data: wire.Timer) -> Deed:
    return clocks.control, "extend", data.which, data.seconds


@command("question.review", HOST, wire.QuestionReview)
def review_question(data: wire.QuestionReview) -> Deed:
    return moderation.review, data.question_id, data.decision, data.reason, data.text


@command("question.merge", HOST, wire.QuestionMerge)
def merge_question(data: wire.QuestionMerge) -> Deed:
    return moderation.merge, data.question_id, data.into


@command("question.unmerge", HOST, wire.QuestionOnly)
def unmerge_question(data: wire.QuestionOnly) -> Deed:
    return moderation.unmerge, data.question_id


@command("question.call", HOST, wire.QuestionOnly)
def call_question(data: wire.QuestionOnly) -> Deed:
    return moderation.call, data.question_id


@command("question.uncall", HOST, wire.QuestionOnly)
def uncall_question(data: wire.QuestionOnly) -> Deed:
    return moderation.uncall, data.question_id


@command("question.answer", HOST, wire.QuestionAnswer)
def answer_question(data: wire.QuestionAnswer) -> Deed:
    return moderation.answer, data.question_id, data.text, data.evaded


@command("round.open", HOST, wire.RoundOpen)
def open_round(data: wire.RoundOpen) -> Deed:
    return rounds.open_round, data.subject_ids, data.audience, data.seconds, data.reason


@command("round.close", HOST, wire.RoundOnly)
def close_round(data: wire.RoundOnly) -> Deed:
    return seal.close, data.round_id


@command("round.void", HOST, wire.RoundVoid)
def void_round(data: wire.RoundVoid) -> Deed:
    return seal.void, data.round_id, data.reason


@command("round.extend", HOST, wire.RoundExtend)
def extend_round(data: wire.RoundExtend) -> Deed:
    return rounds.extend, data.round_id, data.seconds


@command("round.reveal", HOST, wire.RoundReveal)
def reveal_round(data: wire.RoundReveal) -> Deed:
    return rounds.reveal, data.round_id, data.to


@command("screen.show", HOST, wire.ScreenShow)
def show_scene(data: wire.ScreenShow) -> Deed:
    return screens.show, data.scene, data.subject_id


@command("notice.post", HOST, wire.NoticePost)
def post_notice(data: wire.NoticePost) -> Deed:
    return notices.post, data.text, data.to


@command("notice.clear", HOST, wire.Empty)
def clear_notice(_: wire.Empty) -> Deed:
    return (notices.clear,)


@command("comment.show", HOST, wire.CommentShow)
def show_comment(data: wire.CommentShow) -> Deed:
    return comments.show, data.comment_id, data.on, data.to


@command("seat.find", HOST, wire.SeatFind, audited=False)
def find_seat(data: wire.SeatFind) -> Deed:
    return seats.find, data.code_tail


@command("seat.release", HOST, wire.SeatOnly)
def release_seat(data: wire.SeatOnly) -> Deed:
    return seats.release, data.seat_id
