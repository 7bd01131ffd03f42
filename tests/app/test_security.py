"""Pages and tokens stay to themselves."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.config import Settings
from app.security import content_security_policy
from app.web import create_app


@pytest.mark.parametrize("path", ["/login", "/healthz", "/nowhere", "/api/nowhere"])
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    """No sniffing, no referrer that would carry a token, nothing kept, no frame of another site."""
    headers = client.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_scripts_and_styles_are_ours_alone() -> None:
    """Neither inline code nor another host's; sockets of this host by name, for older WebKit."""
    policy = content_security_policy("192.168.1.10:8000", framed=False).split("; ")

    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "connect-src 'self' ws://192.168.1.10:8000 wss://192.168.1.10:8000" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy


def test_a_host_name_cannot_add_to_the_policy(client: FlaskClient) -> None:
    """A Host header with a semicolon in it is no host."""
    policy = client.get("/login", headers={"Host": "x; script-src *"}).headers["Content-Security-Policy"]

    assert "*" not in policy
    assert "connect-src 'self';" in policy


def test_only_the_screen_may_stand_in_a_frame_of_ours(client: FlaskClient) -> None:
    """The console shows it as its preview; even a screen that is refused."""
    headers = client.get("/screen/no-token").headers

    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_cookies_are_kept_from_scripts_and_other_sites(settings: Settings, client: FlaskClient) -> None:
    """HttpOnly and SameSite always, Secure where people come by https."""
    plain = client.get("/login").headers["Set-Cookie"]

    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain


def test_cookies_are_secure_under_https(app: Flask, settings: Settings) -> None:
    """PUBLIC_URL says how people come."""
    environ = {"DATA_DIR": str(settings.data_dir), "SECRET_KEY": "k" * 40, "PUBLIC_URL": "https://shufa.example.cn"}
    secure = create_app(Settings.read(environ))

    assert "Secure" in secure.test_client().get("/login").headers["Set-Cookie"]


@pytest.mark.parametrize(("hops", "scheme"), [("0", "ws://evil"), ("1", "ws://shufa.example.cn")])
def test_only_a_trusted_proxy_says_who_asked_for_what(settings: Settings, hops: str, scheme: str) -> None:
    """Without TRUSTED_PROXIES a client's own X-Forwarded-Host is nothing."""
    environ = {"DATA_DIR": str(settings.data_dir), "SECRET_KEY": "k" * 40, "TRUSTED_PROXIES": hops}
    client = create_app(Settings.read(environ)).test_client()

    answer = client.get("/healthz", headers={"X-Forwarded-Host": "shufa.example.cn", "Host": "evil"})

    assert scheme in answer.headers["Content-Security-Policy"]


def test_static_files_are_the_same_for_everybody(app: Flask) -> None:
    """No cookie is looked at, so that proxies may keep them; the policy stands there too."""
    headers = app.test_client().get(app.extensions["assets"].url("css/tokens.css")).headers

    assert "Cookie" not in headers.get("Vary", "")
    assert "Set-Cookie" not in headers
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
