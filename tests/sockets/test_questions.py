"""Questions over real sockets: when they may be asked, followed up, supported, called, answered and rated."""

from __future__ import annotations

import secrets
import time

import pytest

from tests.sockets.conftest import NewHall
from tests.sockets.hall import GU, QIN, Hall, meeting
from tests.sockets.wire import Json, Wire


@pytest.fixture
def hall(hall: Hall) -> Hall:
    """The meeting in its first inquiry."""
    hall.go(hall.subject(QIN), "inquiry")
    return hall


def ask(hall: Hall, key: str, **more: str) -> Json:
    """Return a question as a phone sends it."""
    return {"subject_id": hall.subject(key), "text": "整改如何见效?", "client_id": secrets.token_hex(4), **more}


def seen(wire: Wire, question_id: str, **wanted: object) -> Json:
    """Wait until a client sees a question with these values; return it."""
    question: Json = wire.until(
        lambda s: next(q for q in s["questions"] if q["id"] == question_id and wanted.items() <= q.items())
    )
    return question


def answered(hall: Hall, asker: Wire) -> str:
    """Have a question asked, called and answered; return its id."""
    question_id = hall.question(asker)
    hall.host("question.call", question_id=question_id)
    hall.host("question.answer", question_id=question_id, text="已整改。")
    return question_id


def test_questions_are_taken_from_the_report_to_the_end_of_the_inquiry(new_hall: NewHall) -> None:
    """Before the subject's item, of another subject, in commentary and later: stage.mismatch."""
    hall = new_hall().begin()
    seat, viewer = hall.join("party_delegate"), hall.viewer()
    seat.refuses("question.submit", "stage.mismatch", **ask(hall, QIN))
    for stage, taken in (("reporting", True), ("inquiry", True), ("commentary", False), ("appraisal", False)):
        hall.go(hall.subject(QIN), stage)
        for wire in (seat, viewer):
            assert wire.ask("question.submit", ask(hall, QIN))["ok"] is taken, stage
            wire.refuses("question.submit", "stage.mismatch", **ask(hall, GU))
    hall.go(hall.subject(QIN), "inquiry")
    assert seat("question.submit", **ask(hall, QIN))["question_id"]


def test_an_asker_is_a_category_a_viewer_is_wangyou(hall: Hall, new_hall: NewHall) -> None:
    """`by` is the category's name, 网友 for viewers; anonymous only where the meeting leaves the choice."""
    seat, viewer, host = hall.join("party_delegate"), hall.viewer(), hall.host
    assert seen(host, hall.question(seat, anonymous=True))["by"] == "党代表"
    assert seen(host, hall.question(viewer))["by"] == "网友"
    chosen = new_hall(meeting(questions_shown_as="choice")).begin()
    chosen.go(chosen.subject(QIN), "inquiry")
    free = chosen.join("npc_deputy")
    assert seen(chosen.host, chosen.question(free, anonymous=True))["by"] == "匿名"
    assert seen(chosen.host, chosen.question(free))["by"] == "人大代表"


def test_a_follow_up_is_of_an_own_answered_question_and_once(hall: Hall) -> None:
    """Of another's: access.denied; not yet answered, or a second time: question.state; after the inquiry: too late."""
    one, two = hall.seats(party_delegate=2)
    open_one = hall.question(one)
    one.refuses("question.submit", "question.state", **ask(hall, QIN, follows=open_one))
    first = answered(hall, one)
    two.refuses("question.submit", "access.denied", **ask(hall, QIN, follows=first))
    one.refuses("question.submit", "question.not_found", **ask(hall, QIN, follows="0" * 16))
    follow = one("question.submit", **ask(hall, QIN, follows=first))["question_id"]
    assert seen(hall.host, follow)["follows"] == first
    one.refuses("question.submit", "question.state", **ask(hall, QIN, follows=first))
    second = answered(hall, two)
    hall.go(hall.subject(QIN), "commentary")
    two.refuses("question.submit", "stage.mismatch", **ask(hall, QIN, follows=second))


def test_one_question_is_called_at_a_time(hall: Hall) -> None:
    """The one called before is approved again; uncalled, it is approved; a pending one is approved by the call."""
    host, screen, seat = hall.host, hall.screen(), hall.join("party_delegate")
    first, second = hall.question(seat), hall.question(seat)
    host("question.call", question_id=first)
    called = seen(screen, first, state="called")
    assert abs(called["called_at"] - time.time() * 1000) < 20_000
    host("question.call", question_id=second)
    seen(screen, second, state="called")
    seen(screen, first, state="approved")
    host.refuses("question.review", "question.state", question_id=second, decision="reject")
    seat.refuses("question.withdraw", "question.state", question_id=second)
    host("question.uncall", question_id=second)
    seen(screen, second, state="approved")
    host.refuses("question.answer", "question.state", question_id=second, text="没有叫出")
    host.refuses("timer.start", "stage.mismatch", which="turn")


def test_a_review_goes_both_ways(hall: Hall) -> None:
    """Rejected with a reason, returned, approved: phones see it when approved, the asker always."""
    host, one, two = hall.host, *hall.seats(party_delegate=2)
    question_id = hall.question(one)
    host("question.review", question_id=question_id, decision="reject", reason="请只问述法内容")
    one.until(lambda s: s["me"]["questions"][0]["reason"] == "请只问述法内容")
    one.refuses("question.withdraw", "question.state", question_id=question_id)
    two.refuses("question.support", "question.state", question_id=question_id, on=True)
    host("question.review", question_id=question_id, decision="return")
    one.until(lambda s: s["me"]["questions"][0]["state"] == "pending")
    assert not two.sections["questions"]
    host("question.review", question_id=question_id, decision="approve", text="上屏的问法")
    assert seen(two, question_id)["text"] == "上屏的问法"
    assert one.until(lambda s: s["me"]["questions"][0])["text"] == "整改如何见效?"
    two.refuses("question.withdraw", "access.denied", question_id=question_id)
    one("question.withdraw", question_id=question_id)
    two.until(lambda s: not s["questions"])
    host.refuses("question.review", "question.state", question_id=question_id, decision="approve")


def test_supports_are_counted_once_and_follow_a_merge(hall: Hall) -> None:
    """On, on, off; of two merged questions all who stand behind either are counted, each once."""
    host, (one, two, three), viewer = hall.host, hall.seats(party_delegate=3), hall.viewer()
    first, second = hall.question(one), hall.question(two)
    for question_id in (first, second):
        host("question.review", question_id=question_id, decision="approve")
    one.refuses("question.support", "question.state", question_id=first, on=True)
    for wire in (three, three, viewer):
        wire("question.support", question_id=first, on=True)
    three("question.support", question_id=second, on=True)
    seen(host, first, supports=2)
    host.refuses("question.merge", "payload.invalid", question_id=first, into=first)
    host("question.merge", question_id=second, into=first)
    seen(host, first, supports=3)
    host.refuses("question.call", "question.state", question_id=second)
    host("question.unmerge", question_id=second)
    seen(three, second, supports=1, state="approved")
    three("question.support", question_id=first, on=False)
    seen(host, first, supports=1)
    three.until(lambda s: s["me"]["supports"] == [second])


def test_counts_of_ratings_show_from_k_on(hall: Hall) -> None:
    """With two of k = 3 nobody sees any; the third opens the counts to everybody; each rates once, and secretly."""
    host, seats, viewer = hall.host, hall.seats(party_delegate=3), hall.viewer()
    question_id = hall.question(seats[0])
    rating = {"question_id": question_id, "grade": "satisfied"}
    seats[0].refuses("answer.rate", "question.state", ballot_id="1" * 32, **rating)
    host("question.call", question_id=question_id)
    absent = hall.join("npc_deputy", check_in=False)
    absent.refuses("answer.rate", "seat.not_checked_in", ballot_id="9" * 32, **rating)
    ids = [secrets.token_hex(16) for _ in seats]
    for seat, ballot_id in zip(seats[:2], ids, strict=False):
        receipt = seat("answer.rate", ballot_id=ballot_id, **rating)
        assert seat("answer.rate", ballot_id=ballot_id, **rating) == receipt
        seat.refuses("answer.rate", "ballot.already_cast", ballot_id=secrets.token_hex(16), **rating)
    seats[2].refuses("answer.rate", "ballot.id_taken", ballot_id=ids[0], **rating)
    host("question.answer", question_id=question_id, text="已整改。")
    assert seen(host, question_id, state="answered")["rating"] is None
    seats[2]("answer.rate", question_id=question_id, grade="dissatisfied", ballot_id=ids[2])
    counts = {"satisfied": 2, "mostly_satisfied": 0, "dissatisfied": 1, "unknown": 0}
    for wire in (host, viewer, seats[0]):
        assert seen(wire, question_id, rating=counts)
    assert seats[2].until(lambda s: s["me"]["rated"]) == [question_id]


def test_an_answer_is_rated_until_its_item_is_done(hall: Hall) -> None:
    """In commentary it still may be, once the meeting has gone on to the next subject no more; going back opens it."""
    one, two, three = hall.seats(party_delegate=3)
    question_id = answered(hall, one)
    hall.go(hall.subject(QIN), "appraisal")
    one("answer.rate", question_id=question_id, grade="unknown", ballot_id=secrets.token_hex(16))
    hall.go(hall.subject(GU), "reporting")
    late = {"question_id": question_id, "grade": "satisfied", "ballot_id": secrets.token_hex(16)}
    two.refuses("answer.rate", "question.state", **late)
    hall.go(hall.subject(QIN), "commentary")
    assert three("answer.rate", **late)["receipt"]


def test_the_answers_clock_ends_with_the_answer(hall: Hall) -> None:
    """Started for a called question, the turn is there with its clock and `answering` on the screen; then gone."""
    host, screen, seat = hall.host, hall.screen(), hall.join("party_delegate")
    question_id = hall.question(seat)
    host.refuses("timer.start", "stage.mismatch", which="turn")
    host("question.call", question_id=question_id)
    assert screen.until(lambda s: s["screen"]["scene"] == "inquiry")
    host("timer.start", which="turn", seconds=90)
    turn = seat.until(lambda s: s["stage"]["turn"])
    assert turn["question_id"] == question_id
    assert 80_000 < turn["ends_at"] - time.time() * 1000 <= 90_000
    screen.until(lambda s: s["screen"]["scene"] == "answering")
    host("question.answer", question_id=question_id, text="已整改。", evaded=True)
    seat.until(lambda s: s["stage"]["turn"] is None)
    assert seen(host, question_id, state="answered")["evaded"] is True
    assert "evaded" not in seen(seat, question_id, state="answered")
    assert screen.sections["screen"]["scene"] == "answering"
    host("question.call", question_id=hall.question(seat))
    screen.until(lambda s: s["screen"]["scene"] == "inquiry")
