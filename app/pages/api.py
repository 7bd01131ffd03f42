"""The JSON endpoints of CONTRACT.md 2: joining, renewing, and the public state for viewers."""

from __future__ import annotations

import gzip
import hashlib
import secrets
import time
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, TypeVar

import msgspec
from flask import Blueprint, Response, current_app, jsonify, request

from app.access import DEVICE_SECONDS, VIEWER_SECONDS, Access, Tokens
from app.config import Settings
from app.limits import (
    CODE,
    JOIN_BY_ADDRESS,
    JOIN_BY_SLIP,
    WRONG_CODES,
    WRONG_CODES_BY_ADDRESS,
    Limits,
    address,
    open_seats,
)
from app.security import csrf
from app.staff.accounts import current_staff
from app.wire.commands import field_of
from sessions import staff as accounts
from sessions.database import snapshot
from sessions.errors import AccessInvalid, AccessReleased, PayloadInvalid, SeatUnknown
from sessions.live import meetings, seats
from sessions.live.audience import Audience
from sessions.live.seats import Joined, Seat
from sessions.prepare import codes

bp = Blueprint("api", __name__, url_prefix="/api")
csrf.exempt(bp)

T = TypeVar("T")
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
LongWord = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]

VIEWER_COOKIE, DEVICE_COOKIE = "viewer", "device"
FULL_DOOR = "进场的人太多"
MISTYPED = "输错的编码太多，请扫票证上的二维码进入；要再输编码"


class Join(msgspec.Struct, forbid_unknown_fields=True):
    """A slip by its token or its short code, exactly one of them; ``device`` to come back."""

    token: Word | None = None
    code: Word | None = None
    device: Word | None = None


class OpenJoin(msgspec.Struct, forbid_unknown_fields=True):
    """A seat of a category that lets in whoever scans the screen; ``device`` to come back."""

    meeting_code: Word
    category: Word
    device: Word | None = None


class View(msgspec.Struct, forbid_unknown_fields=True):
    """A meeting to watch."""

    meeting_code: Word


class Renewal(msgspec.Struct, forbid_unknown_fields=True):
    """An access token that is still valid."""

    access: LongWord


@bp.post("/join")
def join() -> Response:
    """Bind a slip to the device that shows it and give it an access."""
    wanted = _payload(Join)
    _limits().take(JOIN_BY_ADDRESS, address())
    if (wanted.token is None) == (wanted.code is None):
        raise PayloadInvalid("请扫票证上的二维码，或输入票证上的编码。", field="token")
    if wanted.code is not None:
        return _admit(_join_by_code(wanted.code, wanted.device))
    seat_id = _tokens().read_slip(wanted.token or "")
    _limits().take(JOIN_BY_SLIP, seat_id)
    return _admit(_write(partial(seats.join, seat_id=seat_id, device=wanted.device)))


@bp.post("/open-join")
def open_join() -> Response:
    """Give the device a free seat of an open category; its cookie makes it the same device next time."""
    wanted, where = _payload(OpenJoin), address()
    _limits().take(JOIN_BY_ADDRESS, where)
    known = _tokens().read_device_cookie(request.cookies.get(DEVICE_COOKIE, ""))
    with snapshot(current_app.extensions["readers"]) as db:
        meeting = meetings.by_code(db, wanted.meeting_code)
        code, rate = meeting.code, open_seats(seats.expected(db, meeting))
        back = seats.holds(db, meeting, wanted.category, [one for one in (wanted.device, known) if one])
    if not back:
        _limits().check(rate, code, where, reason=FULL_DOOR)
    joined: Joined = _write(
        partial(seats.open_join, meeting_code=code, category=wanted.category, device=wanted.device, known=known)
    )
    if joined.fresh:
        _limits().take(rate, code, where, reason=FULL_DOOR)
    response = _admit(joined)
    _keep_cookie(response, DEVICE_COOKIE, _tokens().device_cookie(joined.device), DEVICE_SECONDS, "/api/open-join")
    return response


@bp.post("/viewer")
def viewer() -> Response:
    """Give one browser a viewer's access; its cookie makes it the same viewer next time."""
    wanted = _payload(View)
    _limits().take(JOIN_BY_ADDRESS, address())
    with snapshot(current_app.extensions["readers"]) as db:
        meeting = meetings.by_code(db, wanted.meeting_code)
        meeting_id, code = meeting.id, meeting.code
    viewer_id = _tokens().read_viewer_cookie(request.cookies.get(VIEWER_COOKIE, "")) or secrets.token_hex(16)
    access = Access(meeting_id, Audience.VIEWERS, f"viewer:{viewer_id}")
    response = _ok({"access": _tokens().issue_access(access), "audience": Audience.VIEWERS, "meeting_code": code})
    _keep_cookie(response, VIEWER_COOKIE, _tokens().viewer_cookie(viewer_id), VIEWER_SECONDS, "/api/viewer")
    return response


@bp.post("/renew")
def renew() -> Response:
    """Give a fresh access for one still valid."""
    access = _tokens().read_access(_payload(Renewal).access)
    with snapshot(current_app.extensions["readers"]) as db:
        meetings.get(db, access.meeting_id)
        if access.seat_id is not None:
            seat = db.get(Seat, access.seat_id)
            if seat is None:
                raise AccessInvalid
            if seat.generation != access.generation:
                raise AccessReleased
        kind, _, name = access.actor.partition(":")
        if kind == "staff":
            accounts.require_current(db, name, access.generation)
    if kind == "staff" and name != accounts.IMPORT:
        _require_login(name)
    return _ok({"access": _tokens().issue_access(access)})


def _require_login(name: str) -> None:
    """Raise unless this browser is still logged in as that account: who has logged out renews nothing.

    Asking also counts as use of the session, so that an open console stays logged in.
    """
    staff = current_staff()
    if staff is None or staff.name != name:
        raise AccessReleased(accounts.LOGGED_OUT)


@bp.get("/meetings/<code>/public")
def public(code: str) -> Response:
    """Give the viewers' sections as they stand; a proxy may keep them for a second."""
    with snapshot(current_app.extensions["readers"]) as db:
        meeting_id = meetings.by_code(db, code).id
    rev, sections = current_app.extensions["publisher"].snapshot(meeting_id, Audience.VIEWERS)
    response = Response(content_type="application/json")
    response.vary.add("Accept-Encoding")
    # weak: rev and now differ between two answers that say the same
    response.set_etag(_digest(sections), weak=True)
    response.headers["Cache-Control"] = "public, max-age=1"
    response.make_conditional(request)
    if response.status_code == 200:
        state = _state(rev, sections)
        if request.accept_encodings.quality("gzip") > 0:
            # here, and not by the proxy, which would do it for each of ten thousand viewers
            state = gzip.compress(state, 1, mtime=0)
            response.content_encoding = "gzip"
        response.set_data(state)
    return response


def _join_by_code(typed: str, device: str | None) -> Joined:
    limits, where = _limits(), address()
    limits.check(WRONG_CODES, reason=MISTYPED)
    limits.check(WRONG_CODES_BY_ADDRESS, where, reason=MISTYPED)
    code = codes.clean(typed)
    if code is not None:
        limits.take(CODE, code)
    try:
        if code is None:
            raise SeatUnknown
        joined: Joined = _write(partial(seats.join, code=code, device=device))
    except SeatUnknown:
        limits.take(WRONG_CODES, reason=MISTYPED)
        limits.take(WRONG_CODES_BY_ADDRESS, where, reason=MISTYPED)
        raise
    return joined


def _admit(joined: Joined) -> Response:
    access = Access(
        joined.meeting_id, joined.audience, f"seat:{joined.seat_id}", joined.seat_id, joined.generation
    )  # fmt: skip
    return _ok(
        {
            "access": _tokens().issue_access(access),
            "audience": joined.audience,
            "meeting_code": joined.meeting_code,
            "category": joined.category,
            "category_name": joined.category_name,
            "role": joined.role,
            "device": joined.device,
        }
    )


def _payload(schema: type[T]) -> T:
    """Read the body. A form is refused: a foreign page may send one without asking, JSON it may not."""
    if request.mimetype != "application/json":
        raise PayloadInvalid("请用 JSON 提交（Content-Type: application/json）。")
    try:
        return msgspec.json.decode(request.get_data(), type=schema)
    except msgspec.ValidationError as error:
        raise PayloadInvalid(field=field_of(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise PayloadInvalid from None


def _state(rev: int, sections: Mapping[str, bytes]) -> bytes:
    inner = b",".join(b'"%b":%b' % (name.encode(), value) for name, value in sections.items())
    return b'{"rev":%d,"now":%d,"sections":{%b}}' % (rev, int(time.time() * 1000), inner)


def _digest(sections: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, value in sorted(sections.items()):
        digest.update(b"%b\0%d\0%b" % (name.encode(), len(value), value))
    return digest.hexdigest()[:32]


def _keep_cookie(response: Response, name: str, value: str, seconds: int, path: str) -> None:
    settings: Settings = current_app.extensions["settings"]
    response.set_cookie(
        name, value, max_age=seconds, path=path, secure=settings.secure, httponly=True, samesite="Lax"
    )  # fmt: skip


def _ok(data: dict[str, Any]) -> Response:
    return jsonify({"ok": True, "data": data})


def _write(verb: Any) -> Any:
    return current_app.extensions["writer"].write(verb)


def _tokens() -> Tokens:
    tokens: Tokens = current_app.extensions["tokens"]
    return tokens


def _limits() -> Limits:
    limits: Limits = current_app.extensions["limits"]
    return limits
