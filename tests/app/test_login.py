"""Staff log in: one session each, no way to another site, no guessing."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.access import Access
from app.limits import LOGIN_BY_NAME
from app.meeting_file import read_meeting
from app.staff import accounts
from app.staff.login import safe_next
from sessions import staff
from sessions.prepare.importing import import_meeting
from tests.app.broken_meetings import SMALL
from tests.app.logging_in import NAME, PASSWORD, log_in

pytestmark = pytest.mark.usefixtures("account")


def leave(client: FlaskClient) -> None:
    """Press the button that logs out."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/").text)
    assert token is not None
    client.post("/logout", data={"csrf_token": token[1]})


def test_a_stranger_is_sent_to_the_login_and_on_from_there(client: FlaskClient) -> None:
    """The page that was wanted is the one that is shown after the login."""
    sent = client.get("/")
    assert sent.headers["Location"] == "/login"

    answer = log_in(client, next="/?year=2026")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/?year=2026")
    assert "还没有会议" in client.get("/").text


def test_a_wrong_password_and_an_unknown_name_are_told_alike(client: FlaskClient) -> None:
    """Nobody finds out which names exist; the tries left are counted down."""
    wrong = log_in(client, password="something else")
    unknown = log_in(client, name="别人")

    assert wrong.status_code == unknown.status_code == 403
    assert "用户名或密码不对，再错 4 次锁定 15 分钟。" in wrong.text
    assert "用户名或密码不对，再错 4 次锁定 15 分钟。" in unknown.text
    assert client.get("/").status_code == 302


def test_five_wrong_passwords_lock_this_address_out(client: FlaskClient) -> None:
    """Then even the right one is refused here, with the time to wait, while the host's own machine gets in."""
    for _ in range(LOGIN_BY_NAME.amount):
        log_in(client, password="something else")

    refused = log_in(client)

    assert refused.status_code == 429
    assert "15 分钟" in refused.text
    elsewhere = client.application.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.168.1.20"
    assert log_in(elsewhere).status_code == 303


def test_a_locked_name_takes_no_password(app: Flask, client: FlaskClient) -> None:
    """Wrong passwords from many addresses lock the name itself."""
    with app.extensions["readers"].connect() as link:
        [staff_id] = link.execute(staff.Staff.__table__.select()).scalars()
    for _ in range(staff.FAILURES):
        app.extensions["writer"].write(staff.note_failure, staff_id)

    refused = log_in(client)

    assert refused.status_code == 429
    assert "这个账号输错的次数太多" in refused.text


def test_the_form_is_worth_nothing_without_its_token(client: FlaskClient) -> None:
    """Another site cannot log anybody in; a form whose session is gone is offered anew."""
    answer = client.post("/login", data={"name": NAME, "password": PASSWORD})

    assert answer.status_code == 400
    assert "请再登录一次" in answer.text
    assert client.get("/").status_code == 302


def test_the_session_before_the_login_does_not_survive_it(client: FlaskClient) -> None:
    """A session that somebody planted is not the one that is logged in."""
    with client.session_transaction() as planted:
        planted["planted"] = "x"

    log_in(client)

    with client.session_transaction() as now:
        assert "planted" not in now


def test_logging_out_ends_the_session(client: FlaskClient) -> None:
    """By the form of the page only: a link of another site does nothing."""
    log_in(client)
    assert client.post("/logout").status_code == 303
    assert client.get("/").status_code == 200

    leave(client)

    assert client.get("/").status_code == 302


@pytest.mark.parametrize(("key", "age"), [("seen", accounts.IDLE_SECONDS + 1), ("since", accounts.LONGEST_SECONDS + 1)])
def test_a_session_ends_when_idle_or_old(client: FlaskClient, key: str, age: int) -> None:
    """Nobody finds yesterday's console open."""
    log_in(client)
    with client.session_transaction() as session:
        session[key] -= age

    assert client.get("/").status_code == 302


def test_an_open_console_keeps_its_login(app: Flask, client: FlaskClient) -> None:
    """It renews its access every hour, which counts as use; a reload late in a long meeting needs no password."""
    meeting = app.extensions["writer"].write(import_meeting, read_meeting(SMALL))
    access = Access(meeting.meeting_id, "host", f"staff:{NAME}")
    log_in(client)
    with client.session_transaction() as session:
        session["seen"] -= accounts.IDLE_SECONDS - 60
        before = session["seen"]

    renewed = client.post("/api/renew", json={"access": app.extensions["tokens"].issue_access(access)})

    assert renewed.status_code == 200
    with client.session_transaction() as session:
        assert session["seen"] > before + 3600


def test_who_has_logged_out_renews_nothing(app: Flask, client: FlaskClient) -> None:
    """The access of a console is renewed for the browser that is logged in as its account, and for no other."""
    meeting = app.extensions["writer"].write(import_meeting, read_meeting(SMALL))
    access = app.extensions["tokens"].issue_access(Access(meeting.meeting_id, "host", f"staff:{NAME}"))
    log_in(client)

    stranger = app.test_client().post("/api/renew", json={"access": access})
    assert client.post("/api/renew", json={"access": access}).status_code == 200
    leave(client)

    for refused in (stranger, client.post("/api/renew", json={"access": access})):
        error = refused.get_json()["error"]
        assert (refused.status_code, error["code"]) == (401, "access.released")
        assert "重新登录" in error["message"]


@pytest.mark.parametrize("everywhere", [True, False])
def test_an_access_ends_with_its_accounts_sessions(
    app: Flask, client: FlaskClient, password_hash: str, everywhere: bool
) -> None:
    """Logging out everywhere, or a new password: who logs in again renews what came after, not what came before."""
    writer, tokens = app.extensions["writer"], app.extensions["tokens"]
    meeting = writer.write(import_meeting, read_meeting(SMALL))
    before, after = (Access(meeting.meeting_id, "host", f"staff:{NAME}", None, n) for n in (0, 1))
    log_in(client)
    writer.write(staff.log_out, NAME) if everywhere else writer.write(staff.set_password, NAME, password_hash)
    log_in(client)

    renewed = [client.post("/api/renew", json={"access": tokens.issue_access(one)}) for one in (before, after)]

    assert [answer.status_code for answer in renewed] == [401, 200]


def test_a_new_password_ends_the_session(app: Flask, client: FlaskClient) -> None:
    """Whoever had the old one is out."""
    log_in(client)
    app.extensions["writer"].write(staff.set_password, NAME, "other hash")

    assert client.get("/").status_code == 302


def test_who_lacks_the_role_is_told_so(app: Flask, client: FlaskClient) -> None:
    """A reviewer does not open what is for tellers; an administrator opens everything."""

    @app.get("/count")
    @accounts.needs(staff.StaffRole.TELLER)
    def count() -> str:
        return "counted"

    log_in(client)

    refused = client.get("/count", headers={"Accept": "text/html"})

    assert refused.status_code == 403
    assert "您的账号没有这一页的权限" in refused.text
    assert accounts.StaffUser("1", "x", frozenset({"admin"}), 0).may(staff.StaffRole.TELLER)


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\/evil",
        "javascript:alert(1)",
        "/\t/evil",
    ],
)
def test_the_way_after_the_login_never_leaves_this_site(app: Flask, wanted: str | None) -> None:
    """An address that a foreign page handed over leads home."""
    with app.test_request_context():
        assert safe_next(wanted) == "/"
        assert safe_next("/console/ABC123?x=1") == "/console/ABC123?x=1"
