"""The console's page is for staff who host, and starts its modules with what they need and no more."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.meeting_file import read_meeting
from sessions import staff
from sessions.live.audience import Audience
from sessions.prepare.importing import import_meeting
from tests.app.broken_meetings import SMALL
from tests.app.logging_in import log_in

pytestmark = pytest.mark.usefixtures("account")


@pytest.fixture
def code(app: Flask) -> str:
    """The code of a meeting."""
    imported = app.extensions["writer"].write(import_meeting, read_meeting(SMALL))
    return str(imported.meeting_code)


def boot_of(page: str) -> dict[str, Any]:
    """Read what the page hands to its modules."""
    found = re.search(r'<script type="application/json" id="boot">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    boot: dict[str, Any] = json.loads(found[1])
    return boot


def test_strangers_log_in_first_and_come_back(client: FlaskClient, code: str) -> None:
    """The login leads back to the console that was asked for."""
    refused = client.get(f"/console/{code}")

    assert refused.status_code == 302
    assert refused.location == f"/login?next=/console/{code}"
    assert log_in(client, next=f"/console/{code}").location == f"/console/{code}"


def test_the_boot_opens_the_hosts_socket_and_names_paths_of_this_origin(
    app: Flask, client: FlaskClient, code: str
) -> None:
    """The access is the host's in the staff's own name; the preview is of the same origin."""
    log_in(client)

    boot = boot_of(client.get(f"/console/{code}").text)

    access = app.extensions["tokens"].read_access(boot["access"])
    assert access.audience == Audience.HOST
    assert access.actor == f"staff:{boot['staff_name']}"
    assert boot["screen_url"].startswith("/screen/")
    assert client.get(boot["screen_url"]).headers["X-Frame-Options"] == "SAMEORIGIN"
    assert boot["scoring"]


def test_staff_who_do_not_host_are_refused(app: Flask, client: FlaskClient, code: str, password_hash: str) -> None:
    """A reviewer's account is no host's."""
    app.extensions["writer"].write(staff.add, "预审员", password_hash, ["reviewer"])
    log_in(client, "预审员")

    assert client.get(f"/console/{code}").status_code == 403


def test_an_unknown_meeting_is_not_found(client: FlaskClient) -> None:
    """A mistyped address says so."""
    log_in(client)

    assert client.get("/console/NOSUCH").status_code == 404
