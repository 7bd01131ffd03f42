"""Start the application's real server, and add on top of it only what is measured against.

`bench.echo` is the bare library: a handler that answers with as many bytes as a receipt has. `bench.baseline` is the
obvious way, registered as one would with Flask-SocketIO. `bench.pause` tells how long the hub has stood still,
unless BENCH_PROBE=off: what measures it costs too.
"""

from app import runtime

runtime.patch()

import os  # noqa: E402 - patching comes before every other import
import sys  # noqa: E402
import time  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask, request  # noqa: E402

from app import web  # noqa: E402
from app.cli.main import main  # noqa: E402
from app.config import Settings  # noqa: E402
from bench import baseline  # noqa: E402

_PROBE_SECONDS = 0.005


class Probe:
    """A greenlet that wants to run every few milliseconds; the longest it was kept waiting is the hub's pause."""

    def __init__(self) -> None:
        self._longest = 0.0

    def run(self) -> None:
        """Measure for ever."""
        before = time.perf_counter()
        while True:
            runtime.sleep(_PROBE_SECONDS)
            now = time.perf_counter()
            self._longest = max(self._longest, now - before - _PROBE_SECONDS)
            before = now

    def take(self) -> float:
        """Give the longest pause since the last call, in milliseconds."""
        longest, self._longest = self._longest, 0.0
        return longest * 1000


def _echo(_sid: str, payload: dict[str, Any]) -> dict[str, Any]:
    return {"ok": True, "data": {"receipt": payload["ballot_id"] * 2}}


_create_real_app = web.create_app


def _create_app(settings: Settings) -> Flask:
    """Make the real application and add to it."""
    app = _create_real_app(settings)
    socketio = app.extensions["hub"].socketio
    probe, engine = Probe(), baseline.open_database(settings.data_dir / "baseline.db")
    if os.environ.get("BENCH_PROBE") != "off":
        runtime.spawn(probe.run)
    socketio.server.on("bench.echo", _echo)
    socketio.server.on("bench.pause", lambda _sid, _payload: {"ok": True, "data": probe.take()})

    def obvious_way(payload: dict[str, Any]) -> dict[str, Any]:
        return baseline.cast(engine, request.sid, payload)  # type: ignore[attr-defined]

    socketio.on("bench.baseline")(obvious_way)
    return app


if __name__ == "__main__":
    web.create_app = _create_app
    sys.exit(main(["serve"]))
