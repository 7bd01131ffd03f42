"""Health checks answer without a login, metrics only to this machine or a token."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from app.config import Settings
from app.web import create_app

FAR = {"REMOTE_ADDR": "192.168.1.7"}


def test_alive_and_ready(client: FlaskClient) -> None:
    """The process runs, and its database answers."""
    assert client.get("/healthz").json == {"ok": True}
    assert client.get("/readyz").json == {"ok": True}


def test_without_tables_the_server_is_not_ready(settings: Settings) -> None:
    """A database that was never set up is said as such, while the process is alive."""
    client = create_app(settings).test_client()

    answer = client.get("/readyz")

    assert client.get("/healthz").status_code == 200
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["error"]["code"] == "server.busy"


def test_metrics_are_for_this_machine(client: FlaskClient) -> None:
    """Loopback reads them, the hall does not, nor who comes through a proxy on this machine."""
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_base=FAR).status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "1.2.3.4"}).status_code == 403


def test_metrics_are_for_who_has_the_token(settings: Settings, app: Flask) -> None:
    """METRICS_TOKEN opens them from elsewhere; a wrong one does not, and neither does none."""
    environ = {"DATA_DIR": str(settings.data_dir), "SECRET_KEY": "k" * 40, "METRICS_TOKEN": "m-token"}
    client = create_app(Settings.read(environ)).test_client()

    def status(token: str) -> int:
        answer = client.get("/metrics", environ_base=FAR, headers={"Authorization": f"Bearer {token}"})
        return answer.status_code

    assert status("m-token") == 200
    assert status("other") == 403
    assert app.test_client().get("/metrics", environ_base=FAR, headers={"Authorization": ""}).status_code == 403


def test_metrics_tell_what_was_written(app: Flask, client: FlaskClient) -> None:
    """Commits and acks are counted, sockets stand by audience."""
    app.extensions["writer"].write(lambda db, now: None)

    text = client.get("/metrics").text

    assert "shuping_commits_total 1.0" in text
    assert "shuping_acks_total 1.0" in text
    assert 'shuping_sockets{audience="seats"} 0.0' in text
    assert "shuping_hub_delay_seconds 0.0" in text
