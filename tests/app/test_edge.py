"""Every refusal has one shape for programs and a plain page for people, and never tells what went wrong inside."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from sessions.errors import DomainError, PayloadInvalid, SeatUnknown, ServerBusy

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def raising(app: Flask, error: Exception) -> FlaskClient:
    """Return a client of the app with a page that fails."""

    @app.get("/fails/<token>")
    def fails(token: str) -> str:
        raise error

    return app.test_client()


@pytest.mark.parametrize("error", [SeatUnknown(), PayloadInvalid(field="text"), ServerBusy()])
def test_a_refusal_is_answered_in_the_shape_of_an_ack(app: Flask, error: DomainError) -> None:
    """Code, Chinese message, field where there is one; the HTTP status that goes with it."""
    answer = raising(app, error).get("/fails/x")
    said = {"code": error.code, "message": error.message} | ({"field": error.field} if error.field else {})

    assert answer.status_code == error.status
    assert answer.json == {"ok": False, "error": said}


def test_a_person_gets_a_page(app: Flask) -> None:
    """A browser that opens an address reads the message, not JSON; the page works on a phone."""
    answer = raising(app, SeatUnknown()).get("/fails/x", headers=BROWSER)

    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert SeatUnknown.message in answer.text
    assert 'name="viewport"' in answer.text


def test_an_unknown_failure_gives_a_number_and_nothing_of_itself(app: Flask) -> None:
    """The incident's number leads from the answer to the log; the exception's text stays in the log."""
    client = raising(app, ZeroDivisionError("inner secret"))

    with capture_logs() as logged:
        answer = client.get("/fails/x")

    assert answer.json is not None
    error = answer.json["error"]
    assert (answer.status_code, error["code"]) == (500, "internal")
    assert error["incident"] in error["message"]
    assert "inner secret" not in answer.text
    [incident] = [line for line in logged if line["event"] == "incident"]
    assert incident["incident"] == error["incident"]
    assert isinstance(incident["exc_info"], ZeroDivisionError)


def test_an_unknown_failure_on_a_page_is_said_plainly(app: Flask) -> None:
    """A person gets the number on a page."""
    answer = raising(app, ZeroDivisionError("inner secret")).get("/fails/x", headers=BROWSER)

    assert answer.status_code == 500
    assert "编号" in answer.text
    assert "inner secret" not in answer.text
    assert "ZeroDivisionError" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "command.unknown"),
        ("GET", "/api/nowhere", 404, "command.unknown"),
        ("GET", "/api/join", 405, "command.unknown"),
        ("POST", "/healthz", 405, "command.unknown"),
    ],
)
def test_an_address_that_is_none_is_answered_like_an_unknown_command(
    client: FlaskClient, method: str, path: str, status: int, code: str
) -> None:
    """Programs get the same shape whatever went wrong."""
    answer = client.open(path, method=method)

    assert answer.json is not None
    assert (answer.status_code, answer.json["ok"], answer.json["error"]["code"]) == (status, False, code)


def test_a_body_that_is_too_large_is_refused(client: FlaskClient) -> None:
    """64 KB is more than any request of ours needs."""
    answer = client.post("/api/join", data=b'{"token":"' + b"x" * 70_000 + b'"}', content_type="application/json")

    assert answer.json is not None
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "payload.invalid")


def test_no_token_of_an_address_gets_into_a_log(app: Flask) -> None:
    """Requests are logged by their route, failures too."""
    client = raising(app, ZeroDivisionError())

    with capture_logs() as logged:
        client.get("/fails/0123.signature")
        client.get("/j/0123.signature/more")

    assert len(logged) >= 2
    assert "0123.signature" not in str([{k: v for k, v in line.items() if k != "exc_info"} for line in logged])


@pytest.mark.parametrize(
    ("address", "way"),
    [("/nothing", "输入编码"), ("/live/nothing", "重新打开这一页"), ("/screen/nothing", "重新打开这一页")],
)
def test_a_wrong_address_leads_where_its_people_belong(client: FlaskClient, address: str, way: str) -> None:
    """A delegate types the code; who watches, or stands at the projector, has none."""
    page = client.get(address, headers=BROWSER)

    assert page.status_code == 404
    assert f">{way}</a>" in page.text
