"""The web application, put together."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import assets, edge, limits, logs, metrics, runtime, security, sockets
from app.access import Tokens
from app.bell import Bell
from app.config import Settings
from app.pages import api, console, health, home, live, phone, screen
from app.publisher import Publisher
from app.qr import wifi_text
from app.shared_bell import SharedBell
from app.staff import accounts, login
from app.writer import Writer
from sessions.database import reader_engine, writer_engine
from sessions.live.hall import Links

TEMPLATES = Path(__file__).parents[1] / "templates"


def create_app(settings: Settings) -> Flask:
    """Return the application for these settings, which must have a secret key.

    Its parts stand in ``app.extensions``: settings, tokens, readers, publisher, writer, limits, assets, metrics, pulse,
    hub; with Redis also bell. Nothing of it moves yet: whoever serves calls ``process.start``.
    """
    app = Flask("app", static_folder=None, template_folder=str(TEMPLATES))
    app.secret_key = settings.secret_key
    app.extensions["settings"] = settings
    app.extensions["tokens"] = Tokens(settings.secret_key)
    _open_database(app, settings)

    logs.init_app(app)
    edge.init_app(app)
    security.init_app(app, settings)
    limits.init_app(app, settings)
    assets.init_app(app)
    metrics.init_app(app)
    accounts.init_app(app)

    for bp in (health.bp, api.bp, login.bp, home.bp, console.bp, phone.bp, screen.bp, live.bp):
        app.register_blueprint(bp)
    sockets.init_app(app)
    _trust_proxies(app, settings.trusted_proxies)
    return app


def _open_database(app: Flask, settings: Settings) -> None:
    """Set up the readers, the publisher that reads, and the writer that rings it, and by Redis those elsewhere."""
    readers = reader_engine(settings.database_url)
    publisher = Publisher(readers, _links(settings))
    bell: Bell = publisher
    if settings.redis_url is not None:
        app.extensions["bell"] = bell = SharedBell(publisher, settings.redis_url)
    writer = Writer(writer_engine(settings.database_url, runtime.thread_call), bell)
    app.extensions.update(readers=readers, publisher=publisher, writer=writer)


def _links(settings: Settings) -> Links:
    wifi = wifi_text(settings.wifi.ssid, settings.wifi.password) if settings.wifi else None
    return Links(join_url=f"{settings.public_url}/j", open_url=f"{settings.public_url}/o", wifi=wifi)


def _trust_proxies(app: Flask, hops: int) -> None:
    """Believe what this many proxies in front say of the client; outermost, so that sockets see it too."""
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
