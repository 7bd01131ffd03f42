"""Where a refusal becomes an answer: one shape for HTTP and acks (CONTRACT.md 3), a plain page for people."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app.logs import failed, log
from sessions.errors import (
    AccessDenied,
    AccessInvalid,
    CommandUnknown,
    DomainError,
    Internal,
    PayloadInvalid,
    RateLimited,
    ServerBusy,
)

_OF_STATUS: dict[int, type[DomainError]] = {
    400: PayloadInvalid,
    401: AccessInvalid,
    403: AccessDenied,
    404: CommandUnknown,
    405: CommandUnknown,
    413: PayloadInvalid,
    415: PayloadInvalid,
    429: RateLimited,
    503: ServerBusy,
}
_HEADINGS = {
    400: "这个请求不完整",
    401: "需要重新进入",
    403: "您不能打开这一页",
    404: "没有找到这一页",
    405: "没有找到这一页",
    413: "内容太大",
    429: "操作太快了",
    500: "系统出错了",
    503: "系统正忙",
}
_ADVICE = {
    404: "地址可能不完整，或者会议已经删除。代表请重新扫票证上的二维码，或输入票证编码。",
    405: "请从原来的页面重新进入。",
    413: "请减少内容后再提交。",
}


def body_of(error: DomainError) -> dict[str, Any]:
    """Return the answer to a refused command: ``{ok, error: {code, message, field?, incident?}}``."""
    said: dict[str, Any] = {"code": error.code, "message": error.message}
    if error.field is not None:
        said["field"] = error.field
    if isinstance(error, Internal):
        said["incident"] = error.incident
    return {"ok": False, "error": said}


def incident_of(error: Exception, **where: str) -> Internal:
    """Log an exception that nobody expected; return the refusal that names its number and nothing else of it."""
    incident = secrets.token_hex(4)
    log.error("incident", incident=incident, exc_info=error, **where)
    return Internal(incident)


def init_app(app: Flask) -> None:
    """Answer every exception of a request."""
    app.register_error_handler(DomainError, _refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(OperationalError, _refuse_for_now)
    app.register_error_handler(Exception, _refuse_unknown)


def _refuse(error: DomainError) -> Response:
    return _answer(error, error.status, error.message)


def _refuse_http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        # a redirect on its way, no refusal
        return current_app.make_response(error)
    kind = _OF_STATUS.get(error.code, PayloadInvalid if error.code < 500 else ServerBusy)
    return _answer(kind(), error.code, _ADVICE.get(error.code, kind.message))


def _refuse_for_now(error: OperationalError) -> Response:
    """The database is away: it comes back, and whoever asks again is served."""
    failed("database.away", error, method=request.method, route=str(request.url_rule))
    return _refuse(ServerBusy())


def _refuse_unknown(error: Exception) -> Response:
    refusal = incident_of(error, method=request.method, route=str(request.url_rule))
    return _answer(refusal, refusal.status, refusal.message)


def _answer(error: DomainError, status: int, advice: str) -> Response:
    if not _is_for_people():
        response = make_response(jsonify(body_of(error)), status)
    else:
        heading = _HEADINGS.get(status, "没有成功")
        response = make_response(render_template("error.html", heading=heading, advice=advice, status=status), status)
    wait = getattr(error, "seconds", None)
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def _is_for_people() -> bool:
    """Whether a browser navigates to a page: it names text/html, which no fetch of ours does."""
    return not request.path.startswith("/api/") and "text/html" in request.headers.get("Accept", "")
