"""A server goes on while PostgreSQL lets it wait, and comes back when PostgreSQL does."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from sessions import database
from sessions.database import hold_meetings, reader_engine, writer_engine
from sessions.live import course
from tests.database import ROOT, postgresql_url
from tests.domain.making import Made
from tests.postgresql.racing import Race
from tests.sockets.hall import QIN, Hall, Server
from tests.sockets.wire import Wires

TICKING = """
from app import runtime
runtime.patch()
import sys, time
from sqlalchemy import text
from sessions.database import reader_engine, writer_engine

ticks = []
def tick():
    while True:
        ticks.append(time.monotonic())
        time.sleep(0.01)
runtime.spawn(tick)
for engine in (writer_engine(sys.argv[1], runtime.thread_call), reader_engine(sys.argv[1])):
    with engine.begin() as link:
        link.execute(text("SELECT pg_sleep(0.8)"))
print(max(later - sooner for sooner, later in zip(ticks, ticks[1:])))
"""


@pytest.mark.parametrize("mode", ["eventlet", "gevent"])
def test_a_slow_statement_does_not_stop_the_hub(tmp_path: Path, mode: str) -> None:
    """While the writer's or a reader's connection waits, all others have their turns."""
    done = subprocess.run(
        [sys.executable, "-c", TICKING, postgresql_url(tmp_path)], cwd=ROOT, env={"ASYNC_MODE": mode, "PATH": ""},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 0.4


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A meeting on a server of this test's own."""
    server, wires = Server(tmp_path, DATABASE_URL=postgresql_url(tmp_path)), Wires()
    server.start()
    yield Hall(server, wires)
    wires.close()
    server.stop()


def test_a_server_answers_while_its_database_stands_still(hall: Hall) -> None:
    """A locked table holds a command up, and nothing else; what waited is done when the lock goes."""
    seat = hall.begin().join("party_delegate")
    url = hall.door.database_url.replace("+psycopg", "")
    with psycopg.connect(url) as link:
        link.execute("LOCK TABLE meeting, seat, round IN ACCESS EXCLUSIVE MODE")
        opening = threading.Thread(target=hall.open_round, args=(QIN,))
        opening.start()
        slowest = 0.0
        for _ in range(30):
            began = time.monotonic()
            with urllib.request.urlopen(f"{hall.door.url}/healthz", timeout=5) as answer:
                assert json.load(answer) == {"ok": True}
            slowest = max(slowest, time.monotonic() - began)
            time.sleep(0.05)
        assert opening.is_alive()
        link.rollback()
    opening.join(20)

    assert slowest < 0.8
    assert seat.until(lambda s: s["rounds"]["rounds"])


def ask(url: str, body: str | None = None) -> str:
    """Ask by HTTP, as a browser that has no websocket does; return the answer, an empty one for a refusal."""
    try:
        with urllib.request.urlopen(url, body.encode() if body is not None else None, timeout=20) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as refused:
        refused.close()
        return ""


def test_a_viewer_who_goes_while_the_database_waits_takes_no_room(tmp_path: Path) -> None:
    """Whoever comes and goes before he is let in is not counted for ever."""
    server, wires = Server(tmp_path, DATABASE_URL=postgresql_url(tmp_path), MAX_VIEWERS="1"), Wires()
    server.start()
    hall = Hall(server, wires)
    got = server.post("/api/viewer", meeting_code=hall.code)
    polling = f"{server.url}/socket.io/?EIO=4&transport=polling"
    opened = json.loads(ask(polling)[1:])
    polling += f"&sid={opened['sid']}"

    with psycopg.connect(server.database_url.replace("+psycopg", "")) as link:
        link.execute("LOCK TABLE meeting IN ACCESS EXCLUSIVE MODE")
        coming = threading.Thread(target=ask, args=(polling, f"40{json.dumps({'access': got['data']['access']})}"))
        coming.start()
        time.sleep(0.5)
        ask(polling, "1")
        assert coming.is_alive()
        link.rollback()
    coming.join(20)

    assert "stage" in hall.viewer().sections
    wires.close()
    server.stop()


@pytest.mark.parametrize("engine_of", [writer_engine, reader_engine])
def test_a_database_behind_a_dead_line_is_given_up(
    engine_of: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody takes the call and says nothing, for ever."""
    monkeypatch.setitem(database.TO_POSTGRESQL, "connect_timeout", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = engine_of(f"postgresql+psycopg://nobody@127.0.0.1:{silent.getsockname()[1]}/none")
        began = time.monotonic()
        with pytest.raises(OperationalError):
            engine.connect()
    assert time.monotonic() - began < 8


def test_a_process_that_stands_still_in_a_transaction_is_put_out(
    made: Made, race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL ends it after a while, so that the others may write."""
    monkeypatch.setattr(database, "LOCK_PATIENCE_S", 1)
    made.do(course.open_meeting, made.host)
    engine = writer_engine(made.url)
    still = engine.connect()
    still.begin()
    hold_meetings(still, {made.meeting_id: True})
    began = time.monotonic()

    assert race.run([race.verb(course.start, made.host)]) == ["done"]

    assert 0.5 < time.monotonic() - began < 6
    still.invalidate()
    engine.dispose()
