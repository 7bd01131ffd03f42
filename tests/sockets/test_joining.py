"""Coming in: slips and devices, releases, open join, access tokens, rehearsals."""

from __future__ import annotations

import time
from unittest.mock import patch

from app.access import ACCESS_SECONDS, Access, Tokens
from tests.sockets.conftest import NewHall
from tests.sockets.hall import GU, QIN, Hall, meeting
from tests.sockets.wire import Json, Wire

KEY = "k" * 40


def find(hall: Hall, wire: Wire) -> Json:
    """Find a seat as the host does, by the last four characters of its code."""
    found: list[Json] = hall.host("seat.find", code_tail=wire.slip["code"][-4:].lower())["seats"]
    return next(seat for seat in found if seat["category"] == wire.sections["me"]["category"])


def come_back(hall: Hall, wire: Wire, **device: str) -> Json:
    """Join by a slip again."""
    return hall.door.post("/api/join", token=wire.slip["token"], **device)


def test_a_release_puts_the_old_phone_out(hall: Hall) -> None:
    """The old socket ends, its access and device are dead; the slip opens another phone in mid-round, with one vote."""
    rid = hall.open_round(QIN)
    old, other = hall.seats(party_delegate=2)
    sheet = hall.sheet(rid, QIN)
    receipt = old("ballot.cast", **sheet)["receipt"]
    elsewhere = come_back(hall, old, device="f" * 32)
    assert elsewhere["error"]["code"] == "seat.bound_elsewhere"
    seat = find(hall, old)
    assert (seat["present"], seat["bound"]) == (True, True)

    hall.host("seat.release", seat_id=seat["seat_id"])
    hall.host("seat.release", seat_id=seat["seat_id"])
    assert old.out.wait(10)
    assert not other.out.is_set()
    assert hall.wires.refused(hall.door.url, old.access)["code"] == "access.released"
    assert hall.door.post("/api/renew", access=old.access)["error"]["code"] == "access.released"
    assert find(hall, old)["bound"] is False
    hall.host.until(lambda s: next(c for c in s["seats"] if c["category"] == "party_delegate")["released"] == 1)

    joined = come_back(hall, old)["data"]
    new = hall.wires.connect(hall.door.url, joined["access"])
    assert new.sections["me"]["checked_in"] is True
    assert new.sections["me"]["cast"] == [[rid, hall.subject(QIN)]]
    assert [r["state"] for r in new.sections["rounds"]["rounds"]] == ["open"]
    assert new.sections["rounds"]["forms"]
    new.refuses("ballot.cast", "ballot.already_cast", **hall.sheet(rid, QIN))
    assert new("ballot.cast", **sheet)["receipt"] == receipt
    assert come_back(hall, old, device=old.device)["error"]["code"] == "seat.bound_elsewhere"


def test_a_released_socket_does_nothing_more(hall: Hall) -> None:
    """What the old phone sends in the same moment as its release is refused with access.released, or is before it."""
    rid, old = hall.open_round(QIN), hall.join("party_delegate")
    seat_id = old.seat_id
    sheet = hall.sheet(rid, QIN)

    async def race() -> list[Json]:
        await old.throw("notice.ack", {"notice_id": "0" * 16})
        released = await hall.host.say("seat.release", {"seat_id": seat_id})
        try:
            return [released, await old.say("ballot.cast", sheet, timeout=3)]
        except Exception:
            return [released]  # it was put out before the command had left

    released, *late = hall.wires.run(race())
    assert released["ok"]
    assert all(ack["error"]["code"] == "access.released" for ack in late)
    new = hall.wires.connect(hall.door.url, come_back(hall, old)["data"]["access"])
    assert new.sections["me"]["cast"] == []
    assert new("ballot.cast", **hall.sheet(rid, QIN))["receipt"]


def test_the_same_device_comes_back_beside_itself(hall: Hall) -> None:
    """A reload opens a second socket with the same device: both are told the same, neither is put out."""
    first = hall.join("party_delegate")
    again = come_back(hall, first, device=first.device)["data"]
    second = hall.wires.connect(hall.door.url, again["access"])
    assert second.seat_id == first.seat_id
    hall.go(hall.subject(QIN), "inquiry")
    hall.question(first, text="两个页面都看得见")
    for wire in (first, second):
        wire.until(lambda s: [q["text"] for q in s["me"]["questions"]] == ["两个页面都看得见"])
    assert not first.out.is_set()


def test_who_comes_in_mid_round_sees_the_open_form_at_once(hall: Hall) -> None:
    """The first answer to sync has the open round with its form; checking in is all that is missing."""
    rid = hall.open_round(QIN)
    late = hall.join("npc_deputy", check_in=False)
    assert (hall.rounds(late)[rid]["state"], late.sections["me"]["checked_in"]) == ("open", False)
    assert len(late.sections["rounds"]["forms"]) == 1
    late.refuses("ballot.cast", "seat.not_checked_in", **hall.sheet(rid, QIN))
    late("seat.check_in")
    assert late("ballot.cast", **hall.sheet(rid, QIN))["receipt"]


def test_checking_in_begins_with_the_opening(new_hall: NewHall) -> None:
    """Joining works in every state; 签到 from open to close, else meeting.state."""
    hall = new_hall()
    early = hall.join("party_delegate", check_in=False)
    early.refuses("seat.check_in", "meeting.state")
    hall.host.refuses("meeting.start", "meeting.state")
    hall.host("meeting.open")
    early("seat.check_in")
    hall.host("meeting.start")
    hall.join("party_delegate")
    hall.host("meeting.close")
    hall.join("npc_deputy", check_in=False).refuses("seat.check_in", "meeting.state")
    for name in ("meeting.open", "meeting.start", "meeting.pause", "meeting.resume"):
        hall.host.refuses(name, "meeting.state")
    hall.host.refuses("meeting.rehearse", "meeting.state", on=True)


def test_open_join_gives_seats_until_there_are_none(new_hall: NewHall) -> None:
    """Only where the file allows it; the paper slip of a seat so taken is dead; a device keeps its one seat."""
    wanted = meeting(open_join=["npc_deputy"])
    next(c for c in wanted["categories"] if c["key"] == "npc_deputy")["seats"] = 3
    hall = new_hall(wanted)
    where = {"meeting_code": hall.code}

    def scan(**more: str) -> Json:
        return hall.door.post("/api/open-join", **where | {"category": "npc_deputy"} | more)

    by_slip = hall.join("npc_deputy", check_in=False)
    first, second = scan()["data"], scan()["data"]
    assert scan(device=first["device"])["data"]["access"] != ""
    assert scan()["error"]["code"] == "join.closed"
    assert scan(category="party_delegate")["error"]["code"] == "join.closed"
    assert scan(category="nobody")["error"]["code"] == "category.not_found"
    assert scan(meeting_code="ZZZZZZ")["error"]["code"] == "meeting.not_found"
    one, two = (hall.wires.connect(hall.door.url, got["access"]) for got in (first, second))
    assert len({one.seat_id, two.seat_id, by_slip.seat_id}) == 3
    slips = [s for s in hall.info["seats"] if s["category"] == "npc_deputy" and s != by_slip.slip]
    for slip in slips:
        assert hall.door.post("/api/join", token=slip["token"])["error"]["code"] == "seat.unknown"
        assert hall.door.post("/api/join", code=slip["code"])["error"]["code"] == "seat.unknown"
    shown = hall.screen().sections["screen"]["join"]
    assert [entry["category"] for entry in shown["open"]] == ["npc_deputy"]


def test_a_tampered_or_foreign_access_is_refused(hall: Hall) -> None:
    """Cut, changed, empty, a slip's token, signed by another key, naming nobody or no meeting: each has its code."""
    good, tokens = hall.join("party_delegate"), Tokens(KEY)
    meeting_id = tokens.read_access(good.access).meeting_id
    bad = [good.access[:-1], "x" + good.access, good.access + "A", "", good.slip["token"], "a.b.c"]
    bad += [Tokens("z" * 40).issue_access(Access(meeting_id, "host", "staff:import"))]
    bad += [tokens.issue_access(Access(meeting_id, audience, actor)) for audience, actor in (
        ("host", "staff:nobody"), ("host", "screen"), ("host", "viewer:1"), ("seats", "viewer:1"), ("observers", "x"),
        ("chair", "staff:import"), ("seats", "seat:" + "0" * 16),
    )]  # fmt: skip
    for access in bad:
        refused = hall.wires.refused(hall.door.url, access)
        assert refused["code"] == "access.invalid", access
        assert "请" in refused["message"]
    nowhere = tokens.issue_access(Access("0" * 16, "viewers", "viewer:1"))
    assert hall.wires.refused(hall.door.url, nowhere)["code"] == "meeting.not_found"


def test_a_seat_of_another_meeting_is_nobody_here(hall: Hall, new_hall: NewHall) -> None:
    """An access that names this meeting and a seat of another is refused, though its signature is right."""
    seat_id, tokens = new_hall().begin().join("party_delegate").seat_id, Tokens(KEY)
    here = tokens.read_access(hall.join("party_delegate").access).meeting_id
    forged = tokens.issue_access(Access(here, "seats", f"seat:{seat_id}", seat_id, 0))
    assert hall.wires.refused(hall.door.url, forged)["code"] == "access.invalid"


def test_an_access_of_yesterday_is_expired_and_a_valid_one_renews(hall: Hall) -> None:
    """After twelve hours access.expired, also for the renewal; before that a fresh one for the same seat."""
    seat, tokens = hall.join("party_delegate"), Tokens(KEY)
    mine = tokens.read_access(seat.access)
    with patch("itsdangerous.timed.time.time", return_value=time.time() - ACCESS_SECONDS - 5):
        old = tokens.issue_access(mine)
    assert hall.wires.refused(hall.door.url, old)["code"] == "access.expired"
    assert hall.door.post("/api/renew", access=old)["error"]["code"] == "access.expired"
    renewed = hall.door.post("/api/renew", access=seat.access)["data"]["access"]
    assert hall.wires.connect(hall.door.url, renewed).seat_id == seat.seat_id


def test_a_rehearsal_leaves_nothing_behind(new_hall: NewHall) -> None:
    """Everything works; its end wipes it, puts out the phones it bound, and keeps those bound before."""
    hall = new_hall()
    before, host, viewer = hall.join("party_delegate", check_in=False), hall.host, hall.viewer()
    host("meeting.rehearse", on=True)
    viewer.until(lambda s: s["meeting"]["rehearsal"])
    hall.begin()
    before("seat.check_in")
    bound = hall.join("npc_deputy")
    hall.go(hall.subject(QIN), "inquiry")
    host("question.review", question_id=hall.question(bound), decision="approve")
    host("notice.post", text="演练通知")
    host("screen.show", scene="black")
    rid = hall.open_round(QIN)
    sheet = hall.sheet(rid, QIN)
    for seat in (before, bound):
        seat("ballot.cast", **sheet)
        sheet = hall.sheet(rid, QIN)
    host("round.close", round_id=rid)
    host("round.reveal", round_id=rid, to="all")
    hall.open_round(GU)

    host("meeting.rehearse", on=False)
    assert bound.out.wait(10)
    assert not before.out.is_set()
    assert hall.wires.refused(hall.door.url, bound.access)["code"] == "access.released"
    for wire in (host, viewer, before):
        wire.until(lambda s: s["meeting"]["state"] == "prepared" and not s["meeting"]["rehearsal"])
        wire.until(lambda s: not (s["questions"] or s["results"] or s["rounds"]["rounds"] or s["notice"]))
    mine = before.until(lambda s: not s["me"]["checked_in"] and s["me"])
    assert (mine["cast"], mine["questions"]) == ([], [])
    assert host.until(lambda s: not any(p["present"] for p in s["presence"]))
    assert hall.screen().sections["screen"]["scene"] == "welcome"
    again = hall.wires.connect(hall.door.url, come_back(hall, bound)["data"]["access"])
    hall.begin()
    again("seat.check_in")
    hall.go(hall.subject(QIN), "inquiry")
    hall.question(again)
    assert [q["number"] for q in host.until(lambda s: s["questions"])] == [1]
    assert hall.open_round(QIN)
