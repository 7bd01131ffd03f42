"""The first page after the login leads to the meetings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.meeting_file import read_meeting
from sessions.live.actors import Actor
from sessions.live.audience import Audience
from sessions.live.course import open_meeting
from sessions.prepare.importing import Imported, import_meeting
from tests.app.broken_meetings import SMALL
from tests.app.logging_in import log_in

pytestmark = pytest.mark.usefixtures("account")


def test_without_meetings_the_page_says_how_to_get_one(client: FlaskClient) -> None:
    """An empty list is no dead end."""
    log_in(client)

    page = client.get("/").text

    assert "还没有会议" in page
    assert "meeting import" in page


def test_meetings_are_listed_newest_first_with_their_console(app: Flask, client: FlaskClient) -> None:
    """Title, time, place, number of subjects, state, and the way in."""
    old: Imported = app.extensions["writer"].write(import_meeting, read_meeting(SMALL))
    new = SMALL.replace("title: 小会", "title: 大会").replace("2026-12-08T14:30", "2027-01-09T09:00")
    newer: Imported = app.extensions["writer"].write(import_meeting, read_meeting(new))
    log_in(client)

    page = client.get("/").text

    assert page.index("大会") < page.index("小会")
    assert "2026 年 12 月 8 日 14:30" in page
    assert "2 位" in page
    assert "筹备" in page
    assert f'href="/console/{old.meeting_code}"' in page
    assert f'href="/console/{newer.meeting_code}"' in page


def test_a_title_is_text_and_nothing_else(app: Flask, client: FlaskClient) -> None:
    """Whatever a meeting file holds cannot become markup."""
    file = SMALL.replace("title: 小会", "title: <script>alert(1)</script>")
    app.extensions["writer"].write(import_meeting, read_meeting(file))
    log_in(client)

    page = client.get("/").text

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_is_held_now_or_today_stands_first(app: Flask, client: FlaskClient) -> None:
    """The meeting of today by its time in Beijing; one that is held goes before it."""
    today = f"{datetime.now(UTC) + timedelta(hours=8):%Y-%m-%d}"
    file = SMALL.replace("title: 小会", "title: 今会").replace("2026-12-08", today)
    soon: Imported = app.extensions["writer"].write(import_meeting, read_meeting(file))
    held: Imported = app.extensions["writer"].write(import_meeting, read_meeting(SMALL))
    log_in(client)
    first = client.get("/").text.partition("<table")[0]
    assert "今天" in first
    assert f'href="/console/{soon.meeting_code}">进入主持台' in first

    app.extensions["writer"].write(open_meeting, Actor(held.meeting_id, Audience.HOST, "staff:import"))
    first = client.get("/").text.partition("<table")[0]

    assert "签到中" in first
    assert f'href="/console/{held.meeting_code}">进入主持台' in first
    assert soon.meeting_code not in first
