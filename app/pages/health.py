"""Whether the server lives, is ready, and how it does: for the process manager, the proxy and the monitoring."""

from __future__ import annotations

import ipaddress
import secrets

from flask import Blueprint, Response, current_app, jsonify, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.config import Settings
from sessions.database import snapshot
from sessions.errors import AccessDenied, ServerBusy
from sessions.live.meetings import Meeting

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> Response:
    """Answer: the process runs and its hub turns."""
    return jsonify({"ok": True})


@bp.get("/readyz")
def ready() -> Response:
    """Answer once the database does, with its tables there."""
    try:
        with snapshot(current_app.extensions["readers"]) as db:
            db.execute(select(Meeting.id).limit(1)).first()
    except SQLAlchemyError:
        raise ServerBusy("数据库没有应答，或还没有建表（请运行 db upgrade）。") from None
    return jsonify({"ok": True})


@bp.get("/metrics")
def metrics() -> Response:
    """Give the figures of this process to this machine, or to who has METRICS_TOKEN; nothing in them is per seat."""
    settings: Settings = current_app.extensions["settings"]
    if not (_is_this_machine() or _has_token(settings.metrics_token)):
        raise AccessDenied("只有本机，或带着 METRICS_TOKEN 的程序，可以读取。")
    registry: CollectorRegistry = current_app.extensions["metrics"]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _is_this_machine() -> bool:
    # behind a proxy that is not trusted every request seems to come from here; the proxy's header gives it away
    if "X-Forwarded-For" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _has_token(token: str | None) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return token is not None and secrets.compare_digest(given.encode(), token.encode())
