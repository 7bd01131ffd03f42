"""A member of staff for tests, and how a browser logs one in."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

NAME, PASSWORD = "林书平", "yunchuan-2026"


def log_in(client: FlaskClient, name: str = NAME, password: str = PASSWORD, **more: str) -> TestResponse:
    """Fill in the form as a browser does."""
    page = client.get("/login").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    return client.post("/login", data={"csrf_token": token[1], "name": name, "password": password, **more})
