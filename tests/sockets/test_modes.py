"""The same meeting in the other ways of waiting: gevent and plain threads (ASYNC_MODE)."""

from __future__ import annotations

import pytest

from tests.sockets.conftest import OpenServer
from tests.sockets.hall import QIN, Hall
from tests.sockets.wire import Wires


@pytest.mark.parametrize("mode", ["gevent", "threading"])
def test_a_meeting_is_held(own_server: OpenServer, wires: Wires, mode: str) -> None:
    """Join, check in, ask, call, score at once, close, reveal, release: as in the default mode."""
    server = own_server(ASYNC_MODE=mode)
    hall = Hall(server, wires).begin()
    host, screen, viewer = hall.host, hall.screen(), hall.viewer()
    seats = hall.seats(party_delegate=6, npc_deputy=6, observer=1)
    voters = seats[:12]
    hall.go(hall.subject(QIN), "inquiry")
    question_id = hall.question(seats[0])
    host("question.review", question_id=question_id, decision="approve")
    seats[1]("question.support", question_id=question_id, on=True)
    host("question.call", question_id=question_id)
    screen.until(lambda s: [(q["state"], q["supports"]) for q in s["questions"]] == [("called", 1)])
    hall.go(hall.subject(QIN), "appraisal")
    rid = hall.open_round(QIN, seconds=600)
    sheets = [hall.sheet(rid, QIN, "excellent" if n < 6 else "fair") for n in range(12)]

    acks = wires.together(seat.say("ballot.cast", sheet) for seat, sheet in zip(voters, sheets, strict=True))
    assert len({ack["data"]["receipt"] for ack in acks}) == 12
    screen.until(lambda s: s["turnout"][0]["cast"] == 12)
    host("round.close", round_id=rid)
    assert voters[0]("ballot.cast", **sheets[0])["receipt"] == acks[0]["data"]["receipt"]
    host("round.reveal", round_id=rid, to="all")
    for wire in (host, screen, viewer, *seats):
        assert wire.until(lambda s: s["results"])[0]["score"] == "84.00"

    host("seat.release", seat_id=voters[0].seat_id)
    assert voters[0].out.wait(10)
    assert wires.refused(server.url, voters[0].access)["code"] == "access.released"
    server.kill()
    server.start()
    assert wires.connect(server.url, voters[1].access).sections["results"][0]["score"] == "84.00"
    server.app("verify", hall.code)
    assert "Traceback" not in (server.data / "server.log").read_text()
