"""What moves in one server process, and how it starts."""

from __future__ import annotations

from flask import Flask

from app.deadlines import Deadlines


def start(app: Flask) -> None:
    """Set all of it going, once, in the process that serves."""
    app.extensions["writer"].start(wipe=True)
    app.extensions["publisher"].start()
    if "bell" in app.extensions:
        app.extensions["bell"].start()
    app.extensions["pulse"].start()
    app.extensions["hub"].start()
    Deadlines(app.extensions["writer"], app.extensions["readers"]).start()
