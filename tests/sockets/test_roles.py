"""Who may send what: every command against an explicit table."""

from __future__ import annotations

from app.sockets.registry import COMMANDS
from tests.sockets.conftest import NewHall
from tests.sockets.hall import GU, Hall, meeting
from tests.sockets.wire import Wire, Wires

HOST = {"host"}
SEATED = {"delegate", "leader", "expert", "reporter", "observer"}
EVERYBODY = HOST | SEATED | {"screen", "viewer"}
ASKING = {"delegate", "viewer"}

MAY_SEND: dict[str, set[str]] = {
    "agenda.go": HOST, "agenda.next": HOST,
    "answer.rate": {"delegate", "leader"},
    "ballot.cast": {"delegate", "leader", "viewer"},
    "comment.show": HOST, "comment.submit": {"leader", "expert"},
    "health.get": HOST,
    "meeting.close": HOST, "meeting.open": HOST, "meeting.pause": HOST, "meeting.rehearse": HOST,
    "meeting.resume": HOST, "meeting.start": HOST,
    "note.save": {"observer"},
    "notice.ack": SEATED, "notice.clear": HOST, "notice.post": HOST,
    "question.answer": HOST, "question.call": HOST, "question.merge": HOST, "question.review": HOST,
    "question.submit": ASKING, "question.support": ASKING, "question.uncall": HOST, "question.unmerge": HOST,
    "question.withdraw": ASKING,
    "round.close": HOST, "round.extend": HOST, "round.open": HOST, "round.reveal": HOST, "round.void": HOST,
    "screen.show": HOST,
    "seat.check_in": SEATED, "seat.find": HOST, "seat.release": HOST,
    "section.get": EVERYBODY,
    "sync": EVERYBODY,
    "timer.extend": HOST, "timer.pause": HOST, "timer.start": HOST,
}  # fmt: skip
"""The leader's category has a weight here, so that leaders score; the expert's has none, so that experts do not."""
PROBE = {"no_such_field": 1}
"""Access is checked before the shape: whoever may send the command is told of the shape."""


def everybody(hall: Hall) -> dict[str, Wire]:
    """Return one socket for each role."""
    return {
        "host": hall.host, "screen": hall.screen(), "viewer": hall.viewer(),
        "delegate": hall.join("party_delegate", check_in=False), "leader": hall.join("leader", check_in=False),
        "expert": hall.join("expert", check_in=False), "observer": hall.join("observer", check_in=False),
        "reporter": hall.join("reporter", check_in=False, subject=GU),
    }  # fmt: skip


def test_the_table_has_every_command() -> None:
    """A new command has no place here yet: say who may send it."""
    assert set(MAY_SEND) == set(COMMANDS) | {"ballot.cast", "sync", "section.get", "health.get"}


def test_each_role_may_send_what_the_table_says_and_nothing_else(new_hall: NewHall, wires: Wires) -> None:
    """Whoever may send a command is told of its wrong shape, everybody else that it is not for him."""
    wanted = meeting()
    next(c for c in wanted["categories"] if c["key"] == "leader")["weight"] = 10
    roles = everybody(new_hall(wanted).begin())

    async def tried(role: str, name: str) -> tuple[str, str, str]:
        ack = await roles[role].say(name, PROBE)
        return role, name, ack["error"]["code"]

    answers = wires.together(tried(role, name) for role in roles for name in MAY_SEND)

    wrong = [a for a in answers if a[2] != ("payload.invalid" if a[0] in MAY_SEND[a[1]] else "access.denied")]
    assert wrong == []


def test_nobody_votes_in_a_round_of_the_others(hall: Hall) -> None:
    """A seat in the viewers' round, a viewer in the seats', a role without the right: all are denied."""
    seats, online = hall.open_round("qin"), hall.open_round("qin", audience="viewers")
    delegate, viewer = hall.join("party_delegate"), hall.viewer()

    delegate.refuses("ballot.cast", "access.denied", **hall.sheet(online, "qin"))
    viewer.refuses("ballot.cast", "access.denied", **hall.sheet(seats, "qin"))
    for role in ("expert", "observer"):
        hall.join(role).refuses("ballot.cast", "access.denied", **hall.sheet(seats, "qin"))
    hall.join("reporter", subject=GU).refuses("ballot.cast", "access.denied", **hall.sheet(seats, "qin"))
    delegate("ballot.cast", **hall.sheet(seats, "qin"))
    viewer("ballot.cast", **hall.sheet(online, "qin"))


def test_asking_for_a_role_gives_none(hall: Hall) -> None:
    """A payload that names a role or an audience is refused, and the seat is what it was."""
    delegate = hall.join("party_delegate")
    delegate.refuses("seat.check_in", "payload.invalid", role="host")
    delegate.refuses("meeting.close", "access.denied", audience="host")
    assert delegate.sections["me"]["role"] == "participant"
    assert hall.host.until(lambda s: s["meeting"]["state"] in ("open", "running"))
