"""The projector screen: its page, and the figures that are drawn for it.

Both show what the audience `screen` sees, and nothing else: they are made of its published sections.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

import msgspec
from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from app import charts
from app.access import Access, Tokens
from app.addresses import lan_address
from app.config import Settings
from app.qr import qr_svg
from sessions.live.audience import Audience

bp = Blueprint("screen", __name__, url_prefix="/screen")
bp.record_once(lambda _: charts.load())


@bp.get("/<token>")
def page(token: str) -> ResponseReturnValue:
    """Show the screen with what stands now, so that it has its picture before the socket is open."""
    tokens: Tokens = current_app.extensions["tokens"]
    meeting_id = tokens.read_screen(token)
    rev, sections = _published(meeting_id)
    meeting = sections["meeting"]
    boot = {
        "access": tokens.issue_access(Access(meeting_id, Audience.SCREEN, "screen")),
        "meeting_code": meeting["code"],
        "figures_url": url_for("screen.figures", token=token),
        "screen": {"rev": rev, "now": int(time.time() * 1000), "sections": sections},
    }
    return render_template("screen.html", boot=boot, meeting=meeting)


@bp.get("/<token>/figures")
def figures(token: str) -> Response:
    """Give the figures and the QR codes of what the screen may show now, as JSON.

    ``here`` is the address to type where the one printed on the slips is not this machine's, else null.
    """
    tokens: Tokens = current_app.extensions["tokens"]
    rev, raw = current_app.extensions["publisher"].snapshot(tokens.read_screen(token), Audience.SCREEN)
    address = here(current_app.extensions["settings"])
    codes = _codes(raw["screen"]) | ({address: qr_svg(address)} if address else {})
    drawn = {"rev": rev, "codes": codes, "here": address, **_drawn(raw["results"], raw["rounds"])}
    return Response(msgspec.json.encode(drawn), mimetype="application/json", headers={"Cache-Control": "no-store"})


def _published(meeting_id: str) -> tuple[int, dict[str, Any]]:
    rev, raw = current_app.extensions["publisher"].snapshot(meeting_id, Audience.SCREEN)
    return rev, {name: msgspec.json.decode(value) for name, value in raw.items()}


def here(settings: Settings) -> str | None:
    """Give this machine's own address of ``/j`` where the one on the slips is another machine's, else None."""
    if settings.public_url_is_here() is not False:
        return None
    address = lan_address()
    return f"http://{f'[{address}]' if ':' in address else address}:{settings.port}/j"


@lru_cache(maxsize=8)
def _drawn(results: bytes, rounds: bytes) -> dict[str, Any]:
    """Draw once for what stands: every screen of a meeting, and each reload, asks for the same."""
    return charts.screen_figures({"results": msgspec.json.decode(results), "rounds": msgspec.json.decode(rounds)})


@lru_cache(maxsize=8)
def _codes(screen: bytes) -> dict[str, str]:
    """Draw the QR codes of the welcome: the address of joining, the open doors, the wireless network."""
    join = msgspec.json.decode(screen)["join"]
    texts = [join["url"], *(door["url"] for door in join["open"]), join["wifi"]]
    return {text: qr_svg(text) for text in texts if text}
