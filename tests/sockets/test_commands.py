"""What every command has in common: the order of refusals, the shape of an ack, and safety to be sent again."""

from __future__ import annotations

import secrets

import pytest

from tests.sockets.conftest import NewHall
from tests.sockets.hall import GU, QIN, Hall
from tests.sockets.wire import Json

NOBODY = "0" * 16
BALLOT = {"round_id": NOBODY, "subject_id": NOBODY, "ballot_id": "0" * 32, "grades": {}}


def test_an_unknown_command_is_said_to_be_one(hall: Hall) -> None:
    """Whatever its name and whoever sends it: command.unknown."""
    for wire in (hall.host, hall.join("party_delegate"), hall.screen(), hall.viewer()):
        for name in ("round.steal", "update", "beat", "Sync", "", "message", "connect", "disconnect"):
            wire.refuses(name, "command.unknown")


def test_a_payload_that_is_no_object_is_refused(hall: Hall) -> None:
    """Lists, words, numbers, nothing: payload.invalid, and the server goes on."""
    for payload in ([1], "x", 7, True):
        ack = hall.host.ask("meeting.pause", payload)
        assert ack["error"]["code"] == "payload.invalid", payload
    assert hall.host.ask("meeting.pause", {"client_id": "p-1"}) == {"ok": True, "data": {}}


@pytest.mark.parametrize(
    ("name", "payload", "field"),
    [
        ("question.submit", {"text": "好", "client_id": "1"}, "subject_id"),
        ("question.submit", {"subject_id": NOBODY, "text": "", "client_id": "1"}, "text"),
        ("question.submit", {"subject_id": NOBODY, "text": "长" * 501, "client_id": "1"}, "text"),
        ("question.submit", {"subject_id": NOBODY, "text": "好", "client_id": "x" * 65}, "client_id"),
        ("question.submit", {"subject_id": NOBODY, "text": "好", "client_id": ""}, "client_id"),
        ("question.submit", {"subject_id": NOBODY, "text": "好"}, "client_id"),
        ("question.submit", {"subject_id": NOBODY, "text": "好", "client_id": "1", "role": "host"}, "role"),
        ("question.submit", {"subject_id": 7, "text": "好", "client_id": "1"}, "subject_id"),
        ("question.submit", {"subject_id": NOBODY, "text": "好", "client_id": "1", "anonymous": "yes"}, "anonymous"),
        ("question.support", {"question_id": NOBODY, "on": 1}, "on"),
        ("answer.rate", {"question_id": NOBODY, "grade": "good", "ballot_id": "0" * 32}, "grade"),
        ("answer.rate", {"question_id": NOBODY, "grade": "satisfied", "ballot_id": "0" * 31}, "ballot_id"),
        ("ballot.cast", BALLOT | {"ballot_id": "G" * 32}, "ballot_id"),
        ("ballot.cast", BALLOT | {"grades": []}, "grades"),
        ("ballot.cast", BALLOT | {"grades": {"a": 1}}, "grades"),
        ("seat.check_in", {"seat_id": NOBODY}, "seat_id"),
        ("sync", {"rev": 3}, "rev"),
        ("section.get", {"section": "me", "seat_id": NOBODY}, "seat_id"),
        ("section.get", {"section": "turnout"}, "section"),
    ],
)
def test_a_wrong_field_of_a_delegate_is_named(hall: Hall, name: str, payload: Json, field: str) -> None:
    """payload.invalid says which field it is about."""
    assert hall.join("party_delegate").refuses(name, "payload.invalid", **payload)["field"] == field


HOST_PAYLOADS: list[tuple[str, Json, str]] = [
    ("agenda.next", {}, "expected"),
    ("agenda.go", {"item_id": NOBODY}, "stage"),
    ("timer.start", {"which": "clock"}, "which"),
    ("timer.extend", {"seconds": 0}, "seconds"),
    ("timer.extend", {"seconds": 1.5}, "seconds"),
    ("question.review", {"question_id": NOBODY, "decision": "maybe"}, "decision"),
    ("question.review", {"question_id": NOBODY, "decision": "reject", "reason": "长" * 201}, "reason"),
    ("round.open", {"subject_ids": [], "audience": "seats"}, "subject_ids"),
    ("round.open", {"subject_ids": [NOBODY], "audience": "screen"}, "audience"),
    ("round.reveal", {"round_id": NOBODY, "to": "nobody"}, "to"),
    ("round.void", {"round_id": NOBODY}, "reason"),
    ("round.extend", {"round_id": NOBODY, "seconds": "60"}, "seconds"),
    ("screen.show", {"scene": "ballots"}, "scene"),
    ("notice.post", {"text": "长" * 41}, "text"),
    ("notice.post", {"text": "好", "to": "viewers"}, "to"),
    ("comment.show", {"comment_id": NOBODY}, "on"),
    ("seat.find", {"code_tail": "12345"}, "code_tail"),
    ("meeting.rehearse", {"on": "yes"}, "on"),
    ("health.get", {"x": 1}, "x"),
]


def test_a_wrong_field_of_the_host_is_named(hall: Hall) -> None:
    """payload.invalid says which field it is about."""
    for name, payload, field in HOST_PAYLOADS:
        assert hall.host.refuses(name, "payload.invalid", **payload).get("field") == field, (name, payload)


OF_QUESTION: dict[str, Json] = {
    "question.call": {}, "question.uncall": {}, "question.unmerge": {}, "question.answer": {"text": "x"},
    "question.review": {"decision": "approve"},
}  # fmt: skip
OF_ROUND: dict[str, Json] = {
    "round.close": {}, "round.void": {"reason": "x"}, "round.extend": {"seconds": 9}, "round.reveal": {"to": "all"},
}  # fmt: skip


def test_what_is_not_there_is_said_not_to_be(hall: Hall, new_hall: NewHall) -> None:
    """Each kind of thing has its own ….not_found; those of another meeting are not there either."""
    host, delegate = hall.host, hall.join("party_delegate")
    other = new_hall().begin()
    other.go(other.subject(QIN), "inquiry")
    foreign = {
        "question_id": other.question(other.join("party_delegate")),
        "round_id": other.open_round(QIN), "subject_id": other.subject(QIN), "item_id": other.item(other.subject(QIN)),
    }  # fmt: skip
    for there in ({key: NOBODY for key in foreign}, foreign):
        question, found, subject = ({key: there[key]} for key in ("question_id", "round_id", "subject_id"))
        for name, more in OF_QUESTION.items():
            host.refuses(name, "question.not_found", **question, **more)
        host.refuses("question.merge", "question.not_found", into=there["question_id"], **question)
        for name, more in OF_ROUND.items():
            host.refuses(name, "round.not_found", **found, **more)
        host.refuses("round.open", "subject.not_found", subject_ids=[there["subject_id"]], audience="seats", reason="x")
        host.refuses("screen.show", "subject.not_found", scene="reporting", **subject)
        host.refuses("agenda.go", "item.not_found", item_id=there["item_id"], stage="reporting")
        delegate.refuses("question.submit", "subject.not_found", text="好", client_id=secrets.token_hex(4), **subject)
        delegate.refuses("question.support", "question.not_found", on=True, **question)
        delegate.refuses("question.withdraw", "question.not_found", **question)
        rating = {"grade": "satisfied", "ballot_id": secrets.token_hex(16)}
        delegate.refuses("answer.rate", "question.not_found", **question, **rating)
        delegate.refuses("ballot.cast", "round.not_found", **BALLOT | found | {"subject_id": hall.subject(QIN)})
    host.refuses("comment.show", "comment.not_found", comment_id=NOBODY, on=True)
    host.refuses("seat.release", "seat.unknown", seat_id=NOBODY)
    delegate.refuses("notice.ack", "notice.not_found", notice_id=NOBODY)
    elsewhere = {"round_id": hall.open_round(QIN), "subject_id": hall.subject(GU)}
    delegate.refuses("ballot.cast", "subject.not_found", **BALLOT | elsewhere)


def test_who_may_is_asked_before_what_is_there(hall: Hall) -> None:
    """A delegate who tries a host's command learns nothing of what there is."""
    delegate = hall.join("party_delegate")
    for payload in ({"round_id": NOBODY}, {"round_id": hall.open_round(QIN)}, {"nonsense": 1}):
        delegate.refuses("round.close", "access.denied", **payload)


def test_shape_is_asked_before_what_is_there(hall: Hall) -> None:
    """A wrong shape is said even where the thing does not exist."""
    hall.host.refuses("round.reveal", "payload.invalid", round_id=NOBODY, to="x")


def test_a_client_id_gets_its_first_ack_again(hall: Hall) -> None:
    """The same command sent again does nothing, whatever it says now; of another sender it is another command."""
    hall.go(hall.subject(QIN), "inquiry")
    one, two = hall.seats(party_delegate=2)
    asked = one("question.submit", subject_id=hall.subject(QIN), text="第一个问题", client_id="same")
    again = one("question.submit", subject_id=hall.subject(QIN), text="另一个问题", client_id="same")
    others = two("question.submit", subject_id=hall.subject(QIN), text="别人的问题", client_id="same")
    assert again == asked != others

    notice = hall.host("notice.post", text="请抓紧", client_id="n-1")
    hall.host("notice.clear")
    assert hall.host("notice.post", text="请抓紧", client_id="n-1") == notice
    first = hall.host("round.open", subject_ids=[hall.subject(QIN)], audience="seats", reason="x", client_id="r-1")
    again = hall.console()("round.open", subject_ids=[hall.subject(QIN)], audience="seats", reason="x", client_id="r-1")
    assert again == first
    texts = hall.host.until(lambda s: len(s["questions"]) == 2 and [q["text"] for q in s["questions"]])
    assert texts == ["第一个问题", "别人的问题"]
    assert hall.host.until(lambda s: s["rounds"]["rounds"])[1:] == []
    hall.host.until(lambda s: s["notice"] is None)


def test_setting_what_is_already_so_changes_nothing_and_is_ok(hall: Hall) -> None:
    """Open, start, pause, support, withdraw, merge, check in, close, void, show: said twice is said once."""
    host, (one, two) = hall.host, hall.seats(party_delegate=2)
    hall.go(hall.subject(QIN), "inquiry")
    first, second = hall.question(one), hall.question(two)
    rid, void = hall.open_round(QIN, audience="viewers"), hall.open_round(GU, audience="viewers")
    for wire, name, payload in (
        (host, "meeting.open", {}), (host, "meeting.start", {}), (one, "seat.check_in", {}),
        (host, "question.review", {"question_id": first, "decision": "approve"}),
        (host, "question.merge", {"question_id": second, "into": first}),
        (host, "question.unmerge", {"question_id": second}),
        (two, "question.support", {"question_id": first, "on": True}),
        (host, "question.call", {"question_id": first}), (host, "question.uncall", {"question_id": first}),
        (one, "question.withdraw", {"question_id": first}),
        (host, "round.close", {"round_id": rid}), (host, "round.reveal", {"round_id": rid, "to": "all"}),
        (host, "round.void", {"round_id": void, "reason": "重来"}),
        (host, "screen.show", {"scene": "black"}), (host, "screen.show", {"scene": "auto"}),
        (host, "notice.clear", {}), (host, "meeting.pause", {}), (host, "meeting.resume", {}),
    ):  # fmt: skip
        for _ in (1, 2):
            assert wire.ask(name, payload)["ok"], name
    turnout = host.until(lambda s: s["presence"])
    assert sum(entry["present"] for entry in turnout) == 2


def test_two_consoles_do_not_fight(hall: Hall) -> None:
    """Of two consoles that press next at once, one moves the meeting; the other is told, and nothing moves twice."""
    here = hall.host.until(lambda s: s["stage"]["item_id"] and s["stage"])
    expected = {"item_id": here["item_id"], "stage": here["stage"]}
    consoles = [hall.console(), hall.console()]
    acks = hall.wires.together(console.say("agenda.next", {"expected": expected}) for console in consoles)

    assert sorted(ack["ok"] for ack in acks) == [False, True]
    assert [ack["error"]["code"] for ack in acks if not ack["ok"]] == ["stage.mismatch"]
    now = hall.host.until(lambda s: s["stage"]["item_id"] != here["item_id"] and s["stage"])
    assert (now["stage"], now["subject_id"]) == ("reporting", hall.subject(QIN))
    assert now["by"]["name"] is None  # the access of the import belongs to nobody by name
    stale = {"item_id": hall.item(hall.subject(GU)), "stage": "reporting", "expected": expected}
    hall.host.refuses("agenda.go", "stage.mismatch", **stale)


def test_who_talks_too_fast_is_slowed_and_not_cut_off(hall: Hall) -> None:
    """A socket that sends hundreds of commands at once gets rate.limited, and goes on a moment later."""
    viewer = hall.viewer()
    acks = hall.wires.together(viewer.say("sync", {}) for _ in range(200))
    codes = {ack["error"]["code"] for ack in acks if not ack["ok"]}
    assert codes == {"rate.limited"}
    assert sum(ack["ok"] for ack in acks) >= 50
    hall.host("notice.post", text="还在")
    viewer.until(lambda s: s["notice"]["text"] == "还在")


def test_a_message_over_the_limit_ends_only_its_own_socket(hall: Hall) -> None:
    """Who sends 100 KB is put out; the others do not notice."""
    delegate, other = hall.seats(party_delegate=2)
    hall.wires.run(delegate.throw("question.submit", {"text": "长" * 40_000}))
    assert delegate.out.wait(10)
    other("seat.check_in")
