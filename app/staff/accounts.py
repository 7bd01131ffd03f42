"""Who is logged in: Flask-Login on our accounts, with an idle log-off and a longest session."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, cast

from flask import Flask, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user

from sessions.database import snapshot
from sessions.errors import AccessDenied
from sessions.staff import Staff, StaffRole

P = ParamSpec("P")

IDLE_SECONDS = 4 * 3600
"""Longer than a meeting's break; an open console renews its access every hour, which counts as use."""
LONGEST_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class StaffUser(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """A member of staff who is logged in."""

    id: str
    name: str
    roles: frozenset[str]
    generation: int

    def get_id(self) -> str:
        """Return what the session keeps: a new password makes it worthless."""
        return f"{self.id}.{self.generation}"

    def may(self, *roles: StaffRole) -> bool:
        """Say whether one of the roles is theirs; an administrator may do everything."""
        return StaffRole.ADMIN in self.roles or not self.roles.isdisjoint(roles)


def init_app(app: Flask) -> None:
    """Let Flask-Login load accounts and send strangers to the login page."""
    manager = LoginManager()
    # a hall's phone or laptop changes its address; the session is bound by its signature, its age and the password
    manager.session_protection = None
    manager.user_loader(_load)
    manager.unauthorized_handler(_to_login)
    # not init_app: it looks into the session on every answer for a "remember me" that we have not, and so marks even
    # static files as different for each cookie, which no proxy could keep
    app.login_manager = manager  # type: ignore[attr-defined]


def begin_session(user: StaffUser) -> None:
    """Start a session of its own for who has just logged in; nothing of the one before survives."""
    session.clear()
    session["since"] = session["seen"] = _now()
    login_user(user)


def current_staff() -> StaffUser | None:
    """Return who is logged in."""
    return cast(StaffUser, current_user) if current_user.is_authenticated else None


def needs(*roles: StaffRole) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Let only staff with one of the roles (any, if none is named) into a view; strangers log in first."""

    def guard(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            staff = current_staff()
            if staff is None:
                return _to_login()
            if roles and not staff.may(*roles):
                raise AccessDenied("您的账号没有这一页的权限，请换一个账号登录，或请管理员开通。")
            return view(*args, **kwargs)

        return guarded

    return guard


def user_of(staff: Staff) -> StaffUser:
    """Return the account as pages may hold it, without its hash."""
    return StaffUser(staff.id, staff.name, frozenset(staff.roles), staff.generation)


def _load(key: str) -> StaffUser | None:
    now = _now()
    if now - session.get("seen", 0) > IDLE_SECONDS or now - session.get("since", 0) > LONGEST_SECONDS:
        return None
    staff_id, _, generation = key.partition(".")
    with snapshot(current_app.extensions["readers"]) as db:
        staff = db.get(Staff, staff_id)
        if staff is None or str(staff.generation) != generation:
            return None
        user = user_of(staff)
    if now - session["seen"] > 60:
        session["seen"] = now
    return user


def _to_login() -> ResponseReturnValue:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("staff.login", next=wanted if wanted != "/" else None))


def _now() -> int:
    return int(time.time())
