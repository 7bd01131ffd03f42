"""Refusals with a stable dotted code and a Chinese message that says what to do (CONTRACT.md 7).

The edge (HTTP, sockets, command line) turns them into its own answers; nothing here knows of any of these.
"""

from __future__ import annotations


class DomainError(Exception):
    """Refuse a command and change nothing.

    ``code`` is the dotted code of the contract, ``message`` what a person reads, ``field`` the name of the payload's
    field that is wrong, ``status`` the HTTP status where the answer is an HTTP one.
    """

    code = "internal"
    message = "没有成功，请再试一次。仍不行请告诉会务人员。"
    status = 409

    def __init__(self, message: str | None = None, *, field: str | None = None) -> None:
        self.message = message or type(self).message
        self.field = field
        super().__init__(f"{self.code}: {self.message}")


class CommandUnknown(DomainError):
    code, status = "command.unknown", 404
    message = "这个页面的版本旧了，请刷新页面后再试。"


class PayloadInvalid(DomainError):
    code, status = "payload.invalid", 400
    message = "提交的内容不完整或不符合要求，请检查后再提交。"


class AccessDenied(DomainError):
    code, status = "access.denied", 403
    message = "您的票证没有这项权限。如有疑问请联系会务人员。"


class AccessInvalid(DomainError):
    code, status = "access.invalid", 401
    message = "登录信息无效，请重新扫码进入。"


class AccessExpired(DomainError):
    code, status = "access.expired", 401
    message = "登录已过期，请重新扫码进入。"


class AccessReleased(DomainError):
    code, status = "access.released", 401
    message = "这张票证已由会务人员解除绑定，请重新扫码进入。"


class RateLimited(DomainError):
    code, status = "rate.limited", 429
    message = "操作太快了，请等几秒再试。"


class MeetingNotFound(DomainError):
    code, status = "meeting.not_found", 404
    message = "没有找到这场会议，请核对会议编号。"


class MeetingState(DomainError):
    code = "meeting.state"
    message = "会议现在不能进行这项操作。"


class StageMismatch(DomainError):
    code = "stage.mismatch"
    message = "会议已不在这个环节，请看最新的环节后再操作。"


class SubjectNotFound(DomainError):
    code, status = "subject.not_found", 404
    message = "没有找到这位述法对象，请刷新页面。"


class ItemNotFound(DomainError):
    code, status = "item.not_found", 404
    message = "没有找到这个议程，请刷新页面。"


class CategoryNotFound(DomainError):
    code, status = "category.not_found", 404
    message = "没有找到这个票类，请核对后再试。"


class NoticeNotFound(DomainError):
    code, status = "notice.not_found", 404
    message = "这条通知已经撤下。"


class SeatUnknown(DomainError):
    code, status = "seat.unknown", 404
    message = "这张票证不能使用。请到签到台换一张，或输入票证上的 8 位编码。"


class SeatBoundElsewhere(DomainError):
    code = "seat.bound_elsewhere"
    message = "这张票证已在另一部手机或另一个浏览器上使用。请用原来的页面，或请会务人员解除绑定后再扫。"


class SeatNotCheckedIn(DomainError):
    code = "seat.not_checked_in"
    message = "您还没有签到。请先点“签到”，再评分。"


class JoinClosed(DomainError):
    code = "join.closed"
    message = "这个票类不能扫码直接进入，或名额已满。请到签到台领取票证。"


class QuestionNotFound(DomainError):
    code, status = "question.not_found", 404
    message = "没有找到这个问题，可能已经撤回。"


class QuestionState(DomainError):
    code = "question.state"
    message = "这个问题的状态已经变了，请看最新的列表。"


class RoundNotFound(DomainError):
    code, status = "round.not_found", 404
    message = "没有找到这次测评，请刷新页面。"


class RoundClosed(DomainError):
    code = "round.closed"
    message = "测评已经结束。您的评分在截止后才送达，没有计入。"


class RoundState(DomainError):
    code = "round.state"
    message = "这次测评现在不能进行这项操作。"


class RoundQuorum(DomainError):
    code = "round.quorum"
    message = "实到人数没有超过应到的一半。如要继续测评，请填写理由，理由会记入会议记录。"


class BallotIdTaken(DomainError):
    code = "ballot.id_taken"
    message = "这张测评票的编号已被占用，请重新提交。"


class BallotAlreadyCast(DomainError):
    code = "ballot.already_cast"
    message = "您已评过，不能再评。"


class BallotIncomplete(DomainError):
    code, status = "ballot.incomplete", 400
    message = "还有项目没有评分，请评完再提交。"


class BallotUnknownItem(DomainError):
    code, status = "ballot.unknown_item", 400
    message = "测评表里没有这一项，请刷新页面后再评。"


class BallotUnknownGrade(DomainError):
    code, status = "ballot.unknown_grade", 400
    message = "测评表里没有这个等次，请刷新页面后再评。"


class CommentNotFound(DomainError):
    code, status = "comment.not_found", 404
    message = "没有找到这条点评。"


class CommentClosed(DomainError):
    code = "comment.closed"
    message = "这位述法对象的环节已经结束，点评不能再提交或修改。"


class ServerFull(DomainError):
    code, status = "server.full", 503
    message = "在线人数已满，页面会自动改用定时刷新。"


class ServerBusy(DomainError):
    code, status = "server.busy", 503
    message = "系统正忙，内容还没有存下。请不要关闭页面，几秒后会自动再试。"


class Internal(DomainError):
    """An unknown failure; ``incident`` is the number under which the log has it."""

    code, status = "internal", 500

    def __init__(self, incident: str) -> None:
        super().__init__(f"没有成功，请再试一次。仍不行请告诉会务人员：编号 {incident}。")
        self.incident = incident
