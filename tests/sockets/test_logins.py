"""A console is open for as long as its account is logged in."""

from __future__ import annotations

from app.access import Access, Tokens
from tests.browser.server import PASSWORD, STAFF
from tests.browser.server import Server as Program
from tests.sockets.conftest import OpenServer
from tests.sockets.hall import Hall
from tests.sockets.wire import Wires


def test_a_new_password_ends_the_consoles_of_the_old_one(own_server: OpenServer, wires: Wires) -> None:
    """Its commands are refused at once, its socket is put out soon, and no other is opened with its access."""
    server = own_server()
    hall = Hall(server, wires)
    Program.app(server, "staff", "add", STAFF, "--role", "host", typed=PASSWORD + "\n")
    meeting_id = Tokens("k" * 40).read_access(hall.info["host_access"]).meeting_id
    old, new = (
        Tokens("k" * 40).issue_access(Access(meeting_id, "host", f"staff:{STAFF}", None, generation))
        for generation in (0, 1)
    )
    console = wires.connect(server.url, old)
    console("meeting.open")
    Program.app(server, "staff", "password", STAFF, typed="another " + PASSWORD + "\n")

    assert "重新登录" in console.refuses("meeting.start", "access.released")["message"]
    assert console.out.wait(15)
    assert wires.refused(server.url, old)["code"] == "access.released"
    wires.connect(server.url, new)("meeting.start")
    assert not hall.host.out.is_set()
