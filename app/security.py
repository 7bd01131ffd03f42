"""What every answer carries to keep pages and tokens to themselves, and the CSRF check of the staff's forms."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect

from app.config import Settings

csrf = CSRFProtect()
"""Guards every form; the JSON endpoints of CONTRACT.md 2 take no form and are exempt (app/pages/api.py)."""

LARGEST_BODY = 64 * 1024
FRAMED = "screen"
"""The blueprint whose pages the console shows in a frame as its preview."""


def init_app(app: Flask, settings: Settings) -> None:
    """Set cookies, the size of a request, CSRF and headers for the whole app."""
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SESSION_COOKIE_NAME="shuping",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        # the token is bound to the session, which ends by itself: a login page left open overnight still works
        WTF_CSRF_TIME_LIMIT=None,
        # with "Referrer-Policy: no-referrer" there is no referrer to check under https
        WTF_CSRF_SSL_STRICT=False,
    )
    csrf.init_app(app)
    app.after_request(_add_headers)


def content_security_policy(host: str, *, framed: bool) -> str:
    """Return the policy of a page on this host; only a framed page may stand in a frame, and only in one of ours."""
    # older WebKit does not take 'self' for websockets
    sockets = f" ws://{host} wss://{host}" if host else ""
    framing = "'self'" if framed else "'none'"
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "worker-src 'self'",
            f"connect-src 'self'{sockets}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {framing}",
        )
    )


def _add_headers(response: Response) -> Response:
    framed = request.blueprint == FRAMED
    headers = response.headers
    headers["Content-Security-Policy"] = content_security_policy(request.host, framed=framed)
    headers["X-Frame-Options"] = "SAMEORIGIN" if framed else "DENY"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
    # addresses and pages carry tokens: nothing is kept unless the view says so itself
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response
