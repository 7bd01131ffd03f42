"""Rounds over real sockets: what opens, holds, closes, voids and reveals them."""

from __future__ import annotations

import secrets
import time

import pytest

from tests.sockets.conftest import NewHall
from tests.sockets.hall import GU, QIN, Hall, meeting
from tests.sockets.wire import Json, Wire

GRACE_MS = 60_000


def entry(wire: Wire, round_id: str, **wanted: object) -> Json:
    """Wait until a client sees a round with these values; return it."""

    def found(sections: Json) -> Json | None:
        return next(
            (r for r in sections["rounds"]["rounds"] if r["id"] == round_id and wanted.items() <= r.items()), None
        )  # fmt: skip

    seen: Json = wire.until(found)
    return seen


def result(wire: Wire, round_id: str) -> Json:
    """Wait until a client sees a result; return it."""
    seen: Json = wire.until(lambda s: next(r for r in s["results"] if r["round_id"] == round_id))
    return seen


def test_a_pause_holds_the_deadline_and_refuses_casts(hall: Hall) -> None:
    """Paused: ends_at and closes_at null, left_ms what was left; nothing is taken; resume sets them anew."""
    host, (one, two) = hall.host, hall.seats(party_delegate=2)
    hall.go(hall.subject(QIN), "inquiry")
    question_id = hall.question(one)
    rid = hall.open_round(QIN, seconds=120)
    opened = entry(one, rid, state="open")
    assert opened["closes_at"] == opened["ends_at"] + GRACE_MS
    assert opened["left_ms"] is None
    assert 110_000 < opened["ends_at"] - time.time() * 1000 <= 120_000

    host("meeting.pause")
    held = entry(one, rid, ends_at=None)
    assert held["closes_at"] is None
    assert 100_000 < held["left_ms"] <= 120_000
    sheet = hall.sheet(rid, QIN)
    one.refuses("ballot.cast", "meeting.state", **sheet)
    one.refuses("question.submit", "meeting.state", subject_id=hall.subject(QIN), text="暂停时提问", client_id="q")
    two.refuses("question.support", "meeting.state", question_id=question_id, on=True)
    rating = {"grade": "satisfied", "ballot_id": secrets.token_hex(16)}
    two.refuses("answer.rate", "meeting.state", question_id=question_id, **rating)
    host.refuses("agenda.go", "meeting.state", item_id=hall.item(hall.subject(GU)), stage="reporting")
    host("round.extend", round_id=rid, seconds=60)
    longer = entry(one, rid, left_ms=held["left_ms"] + 60_000)

    host("meeting.resume")
    again = entry(one, rid, left_ms=None)
    assert again["closes_at"] == again["ends_at"] + GRACE_MS
    assert abs(again["ends_at"] - time.time() * 1000 - longer["left_ms"]) < 10_000
    assert one("ballot.cast", **sheet)["receipt"]


def test_a_pause_holds_the_clocks_of_stage_and_answer(hall: Hall) -> None:
    """Both stand with what was left, and go on with it; a clock that stood before the pause stands after it."""
    host, delegate = hall.host, hall.join("party_delegate")
    hall.go(hall.subject(QIN), "inquiry")
    host("question.call", question_id=hall.question(delegate))
    host("timer.start", which="turn")
    running = host.until(lambda s: s["stage"]["turn"] and s["stage"]["timer"]["state"] == "running" and s["stage"])
    assert 170_000 < running["turn"]["ends_at"] - time.time() * 1000 <= 180_000

    host("meeting.pause")
    held = delegate.until(lambda s: s["stage"]["timer"]["state"] == "paused" and s["stage"])
    assert held["timer"]["ends_at"] is None
    assert 700_000 < held["timer"]["left_ms"] <= 720_000
    assert held["turn"]["ends_at"] is None
    assert held["turn"]["left_ms"] > 170_000
    for name in ("timer.start", "timer.pause", "timer.extend"):
        host.refuses(name, "meeting.state")

    host("meeting.resume")
    again = delegate.until(lambda s: s["stage"]["timer"]["state"] == "running" and s["stage"])
    assert abs(again["timer"]["ends_at"] - time.time() * 1000 - held["timer"]["left_ms"]) < 10_000
    host("timer.pause")
    host("meeting.pause")
    host("meeting.resume")
    host.until(lambda s: s["stage"]["timer"]["state"] == "paused" and s["meeting"]["paused"] is False)
    host("timer.extend", seconds=30)
    host("timer.start")
    host.until(lambda s: s["stage"]["timer"]["state"] == "running")


def test_a_round_without_seconds_has_no_deadline_until_it_is_extended(hall: Hall) -> None:
    """Both times are null; extended, they count from now; a closed round cannot be extended."""
    rid = hall.open_round(QIN)
    assert [entry(hall.host, rid)[key] for key in ("ends_at", "closes_at", "left_ms")] == [None] * 3
    hall.host("round.extend", round_id=rid, seconds=30)
    extended = hall.host.until(lambda s: s["rounds"]["rounds"][0]["ends_at"])
    assert 25_000 < extended - time.time() * 1000 <= 30_000
    hall.host("round.close", round_id=rid)
    hall.host.refuses("round.extend", "round.state", round_id=rid, seconds=30)


def test_without_a_quorum_a_reason_is_asked_for(hall: Hall) -> None:
    """Exactly half of those expected to score is not enough; more than half needs no reason."""
    subject_ids = [hall.subject(QIN)]
    hall.seats(party_delegate=4, npc_deputy=4, expert=2, leader=1)
    for more in ({}, {"reason": ""}, {"reason": "  "}):
        error = hall.host.refuses("round.open", "round.quorum", subject_ids=subject_ids, audience="seats", **more)
        assert error["field"] == "reason"
    online = hall.host("round.open", subject_ids=subject_ids, audience="viewers")
    assert online["round_id"]
    hall.join("npc_deputy")
    assert hall.host("round.open", subject_ids=subject_ids, audience="seats")["round_id"]


def test_an_open_round_keeps_the_meeting_where_it_is(hall: Hall) -> None:
    """While a seats' round is open the stage stays and the meeting does not end; a viewers' round holds nothing."""
    host, subject = hall.host, hall.subject(QIN)
    hall.go(subject, "appraisal")
    online = hall.open_round(GU, audience="viewers")
    hall.go(hall.subject(GU), "reporting")
    hall.go(subject, "appraisal")
    rid = hall.open_round(QIN)
    place = {"item_id": hall.item(subject), "stage": "appraisal"}
    host.refuses("agenda.next", "round.state", expected=place)
    host.refuses("agenda.go", "round.state", item_id=hall.item(subject), stage="reporting")
    host.refuses("meeting.close", "round.state")
    host("agenda.go", **place)
    host("round.close", round_id=rid)
    host.refuses("meeting.close", "round.state")
    host("round.close", round_id=online)
    host("meeting.close")
    host.until(lambda s: s["meeting"]["state"] == "closed" and s["stage"]["item_id"] is None)
    host.refuses("round.open", "meeting.state", subject_ids=[hall.subject(GU)], audience="seats", reason="x")


def test_a_round_over_several_subjects_takes_a_ballot_for_each(hall: Hall) -> None:
    """集中测评: independent ballots, turnout and results for each subject."""
    rid = hall.open_round(QIN, GU)
    assert [s["subject_id"] for s in entry(hall.host, rid)["subjects"]] == [hall.subject(QIN), hall.subject(GU)]
    seats = hall.seats(party_delegate=3, npc_deputy=3)
    for n, seat in enumerate(seats):
        seat("ballot.cast", **hall.sheet(rid, QIN, "excellent"))
        if n < 4:
            seat("ballot.cast", **hall.sheet(rid, GU, "fair"))
    sheet = hall.sheet(rid, QIN)
    seats[0].refuses("ballot.cast", "ballot.already_cast", **sheet)
    assert seats[4].until(lambda s: s["me"]["cast"] == [[rid, hall.subject(QIN)]])
    hall.host("round.close", round_id=rid)
    hall.host("round.reveal", round_id=rid, to="staff")
    results = hall.host.until(lambda s: len(s["results"]) == 2 and {r["subject_id"]: r for r in s["results"]})
    assert [(results[hall.subject(key)]["cast"], results[hall.subject(key)]["score"]) for key in (QIN, GU)] == [
        (6, "100.00"), (4, "60.00")
    ]  # fmt: skip
    hall.host.refuses("round.open", "round.state", subject_ids=[hall.subject(GU)], audience="seats", reason="x")
    hall.host.refuses("round.open", "payload.invalid", subject_ids=[hall.subject(GU)] * 2, audience="viewers")


def test_a_void_round_takes_no_ballot_and_its_subject_is_opened_anew(hall: Hall) -> None:
    """Void, open or closed: casts get round.closed, a new round starts from nothing, the old one shows no result."""
    host, seats = hall.host, hall.seats(party_delegate=3, npc_deputy=1)
    first = hall.open_round(QIN)
    sheet = hall.sheet(first, QIN)
    receipt = seats[0]("ballot.cast", **sheet)["receipt"]
    host("round.void", round_id=first, reason="投票前说明有误")
    seats[1].refuses("ballot.cast", "round.closed", **sheet | {"ballot_id": secrets.token_hex(16)})
    host.refuses("round.close", "round.state", round_id=first)
    host.refuses("round.reveal", "round.state", round_id=first, to="staff")

    second = hall.open_round(QIN)
    for seat in seats:
        seat("ballot.cast", **hall.sheet(second, QIN))
    seats[0].refuses("ballot.cast", "ballot.id_taken", **sheet | {"round_id": second})
    host("round.close", round_id=second)
    host("round.void", round_id=second, reason="再来一次")
    third = hall.open_round(QIN)
    for seat in seats:
        assert seat("ballot.cast", **hall.sheet(third, QIN))["receipt"] != receipt
    host("round.close", round_id=third)
    host("round.reveal", round_id=third, to="all")
    assert result(seats[1], third)["cast"] == 4
    host.refuses("round.void", "round.state", round_id=third, reason="不满意")
    assert [entry["state"] for entry in hall.rounds(host).values()] == ["void", "void", "revealed"]
    assert [entry["round_id"] for entry in host.sections["results"]] == [third]


def test_viewers_are_counted_apart(hall: Hall) -> None:
    """The viewers' round has its own ballots and result, and neither adds to the hall's."""
    viewers, seats = [hall.viewer() for _ in range(3)], hall.seats(party_delegate=3)
    here, online = hall.open_round(QIN), hall.open_round(QIN, audience="viewers")
    for viewer in viewers:
        sheet = hall.sheet(online, QIN, "poor")
        first = viewer("ballot.cast", **sheet)
        assert viewer("ballot.cast", **sheet) == first
        viewer.refuses("ballot.cast", "ballot.already_cast", **hall.sheet(online, QIN))
    for seat in seats:
        seat("ballot.cast", **hall.sheet(here, QIN, "excellent"))
    for round_id in (here, online):
        hall.host("round.close", round_id=round_id)
        hall.host("round.reveal", round_id=round_id, to="all")
    assert result(viewers[0], here) | {"audience": "seats", "cast": 3, "score": "100.00"} == result(viewers[0], here)
    seen = result(viewers[0], online)
    assert seen | {"audience": "viewers", "cast": 3, "score": "40.00"} == seen


def test_a_reveal_widens_and_is_never_taken_back(hall: Hall) -> None:
    """Staff, then the hall, then all; the same again is ok, narrower is refused, before the close too."""
    host, (seat, *others), viewer = hall.host, hall.seats(party_delegate=3), hall.viewer()
    screen, observer = hall.screen(), hall.join("observer")
    rid = hall.open_round(QIN)
    for one in (seat, *others):
        one("ballot.cast", **hall.sheet(rid, QIN))
    host.refuses("round.reveal", "round.state", round_id=rid, to="staff")
    host("round.close", round_id=rid)
    sees = {"staff": [host], "seats": [host, seat, screen, observer], "all": [host, seat, screen, observer, viewer]}
    for to, who in sees.items():
        host("round.reveal", round_id=rid, to=to)
        host("round.reveal", round_id=rid, to=to)
        for wire in who:
            assert entry(wire, rid, state="revealed", revealed_to=to)
            assert result(wire, rid)["score"] == "80.00"
            form = next(s["form"] for s in hall.rounds(wire)[rid]["subjects"])
            assert form in wire.sections["rounds"]["forms"]
        for wire in (seat, screen, observer, viewer):
            if wire not in who:
                assert wire.sections["results"] == []
                assert wire.sections["rounds"]["forms"] == {}
    for narrower in ("staff", "seats"):
        host.refuses("round.reveal", "round.state", round_id=rid, to=narrower)


@pytest.mark.parametrize(("abstaining", "withheld"), [(0, False), (1, True)])
def test_fewer_than_k_counted_ballots_are_withheld(hall: Hall, abstaining: int, withheld: bool) -> None:
    """k = 3: with two counted ballots only the counts are shown, to staff too; an abstention is none."""
    rid = hall.open_round(QIN)
    for n, seat in enumerate(hall.seats(party_delegate=2, npc_deputy=1)):
        sheet = hall.sheet(rid, QIN, remark=f"评语{n}")
        seat("ballot.cast", **sheet | ({"grades": {}, "abstain": True} if n < abstaining else {}))
    hall.host("round.close", round_id=rid)
    hall.host("round.reveal", round_id=rid, to="all")
    seen = result(hall.viewer(), rid)
    assert seen.get("withheld", False) is withheld
    assert (seen["cast"], seen["abstained"], seen["score"] is None) == (3, abstaining, withheld)
    if withheld:
        assert seen["rates"] == {"base": 0, "excellent": None, "good_or_better": None}
        assert (seen["items"], seen["groups"], seen["overall"]) == ([], [], {})
    printed = next(r for r in hall.server.results(hall.code) if r["round_id"] == rid)
    assert len(printed["remarks"]) == (0 if withheld else 3)


def test_a_small_group_is_merged_and_all_its_remarks_lose_their_category(new_hall: NewHall) -> None:
    """Two of one category beside four of another are one group; no remark of the six says whose it is."""
    hall = new_hall(meeting(small_group=4)).begin()
    rid = hall.open_round(QIN)
    for n, seat in enumerate(hall.seats(party_delegate=4, npc_deputy=2)):
        seat("ballot.cast", **hall.sheet(rid, QIN, remark=f"评语{n}"))
    hall.host("round.close", round_id=rid)
    hall.host("round.reveal", round_id=rid, to="seats")
    assert [set(g["categories"]) for g in result(hall.host, rid)["groups"]] == [{"party_delegate", "npc_deputy"}]
    remarks = next(r for r in hall.server.results(hall.code) if r["round_id"] == rid)["remarks"]
    said = {remark["text"]: remark["category"] for remark in remarks}
    assert said == {f"评语{n}": None for n in range(6)}
