"""Casting over real sockets: wrong ballots, copies of one, and casts that race the close."""

from __future__ import annotations

from tests.sockets.hall import GU, QIN, Hall


def test_a_wrong_ballot_is_refused_and_leaves_nothing(hall: Hall) -> None:
    """Each way to be wrong has its code; after all of them the seat's right ballot still counts."""
    rid, seat = hall.open_round(QIN), hall.join("party_delegate", check_in=False)
    sheet = hall.sheet(rid, QIN)
    some = dict(list(sheet["grades"].items())[:2])
    seat.refuses("ballot.cast", "seat.not_checked_in", **sheet)
    seat("seat.check_in")
    for code, wrong in (
        ("ballot.incomplete", {"grades": some}), ("ballot.incomplete", {"grades": {}}),
        ("ballot.unknown_item", {"grades": sheet["grades"] | {"bribe": "good"}}),
        ("ballot.unknown_grade", {"grades": sheet["grades"] | {"overall": "best"}}),
        ("payload.invalid", {"abstain": True}), ("payload.invalid", {"remark": "长" * 201}),
        ("subject.not_found", {"subject_id": hall.subject(GU)}),
    ):  # fmt: skip
        seat.refuses("ballot.cast", code, **sheet | wrong)
    other = hall.join("npc_deputy")
    assert seat("ballot.cast", **sheet) == seat("ballot.cast", **sheet)
    other.refuses("ballot.cast", "ballot.id_taken", **sheet)
    assert hall.host.until(lambda s: s["turnout"][0]["cast"]) == 1


def test_many_copies_of_a_ballot_at_once_are_one(hall: Hall) -> None:
    """Twenty copies sent together, and twenty other ballots of the same seat: one receipt, the rest already cast."""
    rid, seat = hall.open_round(QIN), hall.join("party_delegate")
    sheet = hall.sheet(rid, QIN)
    others = [hall.sheet(rid, QIN, "poor") for _ in range(20)]
    acks = hall.wires.together(seat.say("ballot.cast", one) for one in [sheet] * 20 + others)
    assert len({ack["data"]["receipt"] for ack in acks[:20]}) == 1
    assert {ack["error"]["code"] for ack in acks[20:]} == {"ballot.already_cast"}
    assert hall.host.until(lambda s: s["turnout"][0]["cast"]) == 1


def test_a_close_amid_casts_counts_each_acked_ballot_once(hall: Hall) -> None:
    """Casts race the close: whoever got a receipt is counted, everybody else got round.closed."""
    rid = hall.open_round(QIN)
    seats = hall.seats(party_delegate=8, npc_deputy=8)
    sheets = [hall.sheet(rid, QIN) for _ in seats]
    deeds = [seat.say("ballot.cast", sheet) for seat, sheet in zip(seats, sheets, strict=True)]
    deeds.insert(9, hall.host.say("round.close", {"round_id": rid}))
    acks = [ack for ack in hall.wires.together(deeds) if ack != {"ok": True, "data": {}}]
    assert {ack["error"]["code"] for ack in acks if not ack["ok"]} <= {"round.closed"}
    hall.host("round.reveal", round_id=rid, to="staff")
    (counted,) = hall.host.until(lambda s: s["results"])
    assert counted["cast"] == sum(ack["ok"] for ack in acks) >= 1
    for seat, sheet, ack in zip(seats, sheets, acks, strict=True):
        assert seat.ask("ballot.cast", sheet)["ok"] is ack["ok"]
