"""The web application, put together."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Flask
from prometheus_client import CollectorRegistry
from werkzeug.middleware.proxy_fix import ProxyFix

from app import assets, edge, limits, logs, security
from app.access import Tokens
from app.config import Settings
from app.pages import api, health, home
from app.staff import accounts, login
from sessions.database import reader_engine

TEMPLATES = Path(__file__).parents[1] / "templates"


def create_app(settings: Settings) -> Flask:
    """Return the application for these settings, which must have a secret key.

    Its parts stand in ``app.extensions``: settings, tokens, readers, writer, publisher, limits, assets, metrics.
    """
    app = Flask("app", static_folder=None, template_folder=str(TEMPLATES))
    app.secret_key = settings.secret_key
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["settings"] = settings
    app.extensions["tokens"] = Tokens(settings.secret_key)
    app.extensions["metrics"] = CollectorRegistry()
    app.extensions["readers"] = reader_engine(settings.database_url)

    logs.init_app(app)
    edge.init_app(app)
    security.init_app(app, settings)
    limits.init_app(app)
    assets.init_app(app)
    accounts.init_app(app)

    for bp in (health.bp, api.bp, login.bp, home.bp):
        app.register_blueprint(bp)
    for name in ("console", "phone", "screen", "live"):
        if find_spec(f"app.pages.{name}"):
            app.register_blueprint(import_module(f"app.pages.{name}").bp)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
