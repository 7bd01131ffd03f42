"""What moves in one server process, and how it starts."""

from __future__ import annotations

from flask import Flask

from app.deadlines import Deadlines


def start(app: Flask) -> None:
    """Set the writer, the publisher, the deadlines and the pulse going, once, in the process that serves."""
    app.extensions["writer"].start(wipe=True)
    app.extensions["publisher"].start()
    app.extensions["pulse"].start()
    Deadlines(app.extensions["writer"], app.extensions["readers"]).start()
