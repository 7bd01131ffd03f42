"""A played delegate lives through a restart of the server, and says so."""

from __future__ import annotations

import hashlib
import threading

import pytest

from app.crowd import delegate
from app.crowd.phone import Phone, Refused, join
from app.crowd.plan import Part, Plan
from tests.sockets.conftest import OpenServer
from tests.sockets.hall import QIN, Hall
from tests.sockets.wire import Wires
from tests.waiting import wait_for


def test_a_ballot_sent_to_a_killed_server_arrives_under_the_same_id(own_server: OpenServer, wires: Wires) -> None:
    """It is sent again until it is acknowledged; the delegate hears that the line is gone, and that it is back."""
    server = own_server()
    hall = Hall(server, wires).begin()
    rid = hall.open_round(QIN)
    sheet = hall.sheet(rid, QIN)
    line: list[bool] = []
    phone = Phone(server.url, join(server.url, hall.slip("party_delegate")["token"], "0" * 32), line.append)
    phone.connect()
    phone.send("seat.check_in", {})
    server.kill()
    wait_for(lambda: line == [False])
    receipts: list[str] = []
    sending = threading.Thread(target=lambda: receipts.append(phone.send("ballot.cast", sheet)["receipt"]))
    sending.start()
    server.start()
    sending.join(30)

    assert receipts == [hashlib.sha256(sheet["ballot_id"].encode()).hexdigest()]
    assert line == [False, True]
    with pytest.raises(Refused) as again:
        phone.send("ballot.cast", hall.sheet_again(sheet))
    assert again.value.code == "ballot.already_cast"
    host = wires.connect(server.url, hall.host.access)
    host("seat.release", seat_id=phone.sections["me"]["seat_id"])
    with pytest.raises(Refused) as put_out:
        phone.send("ballot.cast", sheet)
    assert put_out.value.code == "access.released"
    wait_for(lambda: phone.refused is not None and phone.refused.code == "access.released")
    phone.close()
    assert line == [False, True, False]


def test_a_delegate_waits_at_the_door_of_a_server_that_is_down(
    own_server: OpenServer, wires: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody goes home because the server was just being started again; a slip that is none stays outside at once."""
    server = own_server()
    hall = Hall(server, wires)
    said: list[str] = []
    monkeypatch.setattr(delegate, "say", lambda _part, what: said.append(what))
    monkeypatch.setattr(delegate, "DOOR_SECONDS", 0.1)
    parts = [Part(token, "0" * 32, "党代表 01", 0, 1) for token in (hall.slip("party_delegate")["token"], "none")]
    plan = Plan(server.url, 10, tuple(parts))
    server.kill()
    playing = threading.Thread(target=delegate.play, args=(plan, parts[0]), daemon=True)
    playing.start()
    wait_for(lambda: said == ["服务器没有应答，在门口等着再试"])
    server.start()
    wait_for(lambda: said[1:2] == ["扫码进场"])
    hall.host("meeting.open")
    hall.host("meeting.close")
    playing.join(20)
    assert said[-1] == "会议结束，离场"

    said.clear()
    delegate.play(plan, parts[1])
    assert len(said) == 1
    assert said[0].startswith("没能进场：")
