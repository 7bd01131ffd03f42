"""The login page, and the way out."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user
from flask_wtf.csrf import CSRFError

from app.config import Settings
from app.limits import LOGIN_BY_ADDRESS, LOGIN_BY_NAME, Limits, Wait, address
from app.logs import log
from app.staff.accounts import StaffUser, begin_session, current_staff, user_of
from app.staff.passwords import is_right
from sessions import staff as accounts
from sessions.database import snapshot
from sessions.errors import AccessDenied, DomainError

bp = Blueprint("staff", __name__)

TOO_OFTEN = "输错的次数太多"


@bp.get("/login")
def login() -> ResponseReturnValue:
    """Show the form, or go on for who is logged in already."""
    if current_staff() is not None:
        return redirect(safe_next(request.args.get("next")))
    return _form()


@bp.post("/login")
def log_in() -> ResponseReturnValue:
    """Check name and password; start a new session."""
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    try:
        user = authenticate(name, password)
    except DomainError as error:
        return _form(name, error.message), error.status
    begin_session(user)
    log.info("staff logged in", staff=user.name)
    return redirect(safe_next(request.form.get("next")), 303)


@bp.post("/logout")
def log_out() -> ResponseReturnValue:
    """End the session."""
    logout_user()
    session.clear()
    return redirect(url_for("staff.login"), 303)


@bp.app_errorhandler(CSRFError)
def _form_too_old(error: CSRFError) -> ResponseReturnValue:
    """Offer the form anew where its session is gone: cookies deleted, or the key of the server changed."""
    if request.endpoint == "staff.log_in":
        settings: Settings = current_app.extensions["settings"]
        # under https the session's cookie does not travel on plain http
        from_where = f"，并从 {settings.public_url} 打开" if settings.secure and not request.is_secure else ""
        return _form(request.form.get("name", ""), f"这一页放得太久了，请再登录一次{from_where}。"), 400
    return redirect(url_for("staff.login"), 303)


def authenticate(name: str, password: str) -> StaffUser:
    """Return the account. Raise Wait after too many tries, AccessDenied for a wrong name or password alike."""
    limits: Limits = current_app.extensions["limits"]
    writer = current_app.extensions["writer"]
    where = address()
    limits.take(LOGIN_BY_ADDRESS, where, reason=TOO_OFTEN)
    limits.take(LOGIN_BY_NAME, name, where, reason=TOO_OFTEN)
    with snapshot(current_app.extensions["readers"]) as db:
        staff = accounts.by_name(db, name)
        if staff is not None and (locked := staff.locked_ms(_now())):
            raise Wait(max(1, locked // 1000), "这个账号输错的次数太多")
        user = None if staff is None else user_of(staff)
        password_hash = None if staff is None else staff.password_hash
    if user is None or not is_right(password_hash, password):
        if user is None:
            is_right(None, password)
        else:
            writer.write(accounts.note_failure, user.id)
        raise AccessDenied(_wrong(limits.left(LOGIN_BY_NAME, name, where)))
    limits.forget(LOGIN_BY_NAME, name, where)
    writer.write(accounts.note_login, user.id)
    return user


def safe_next(wanted: str | None) -> str:
    """Return where to go after the login: a path of ours, never another site's address."""
    home = url_for("home.meetings")
    if not wanted or not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted:
        return home
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or any(ord(c) < 0x21 for c in wanted):
        return home
    return wanted


def _form(name: str = "", problem: str | None = None) -> str:
    wanted = request.values.get("next") or ""
    return render_template("login.html", name=name, problem=problem, next=wanted)


def _wrong(left: int) -> str:
    if left == 0:
        return "用户名或密码不对，已锁定 15 分钟。忘记密码请找本单位管理员。"
    return f"用户名或密码不对，再错 {left} 次锁定 15 分钟。"


def _now() -> int:
    return int(time.time() * 1000)
