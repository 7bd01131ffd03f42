"""What the host puts before the hall: notices, comments, scenes; and what observers note for themselves."""

from __future__ import annotations

from tests.sockets.hall import GU, QIN, Hall
from tests.sockets.wire import Json, Wire


def notice(wire: Wire, text: str) -> Json:
    """Wait for a notice, be it everybody's or the seat's own; return it."""
    found: Json = wire.until(
        lambda s: next(n for n in (s["notice"], s.get("me", {}).get("notice")) if n and n["text"] == text)
    )
    return found


def test_a_notice_to_all_is_everybodys_and_is_acknowledged(hall: Hall) -> None:
    """All five audiences see it; the host sees how many are meant and have said 收到; cleared, it is gone."""
    seats = hall.seats(party_delegate=2, observer=1)
    everybody = [hall.host, hall.screen(), hall.viewer(), *seats]
    posted = hall.host("notice.post", text="请入座")
    for wire in everybody:
        assert notice(wire, "请入座")["id"] == posted["notice_id"]
        assert wire is hall.host or set(wire.sections["notice"]) == {"id", "text", "at"}
    for seat in (seats[0], seats[0], seats[2]):
        seat("notice.ack", notice_id=posted["notice_id"])
    shown = hall.host.until(lambda s: s["notice"]["acked"] == 2 and s["notice"])
    assert (shown["to"], shown["meant"]) == ("all", 3)
    hall.host("notice.clear")
    for wire in everybody:
        wire.until(lambda s: s["notice"] is None)
    seats[1].refuses("notice.ack", "notice.not_found", notice_id=posted["notice_id"])


def test_a_notice_reaches_those_who_are_meant_and_nobody_else(hall: Hall) -> None:
    """unscored: who may score and has not; reporter: of the subject being heard; leaders; screen: the wall alone."""
    done, idle, other = hall.seats(party_delegate=2, npc_deputy=1)
    leader, expert, absent = hall.join("leader"), hall.join("expert"), hall.join("npc_deputy", check_in=False)
    heard, later = hall.join("reporter", subject=QIN), hall.join("reporter", subject=GU)
    screen, viewer = hall.screen(), hall.viewer()
    hall.go(hall.subject(QIN), "appraisal")
    rid = hall.open_round(QIN)
    done("ballot.cast", **hall.sheet(rid, QIN))
    seats = [done, idle, other, leader, expert, absent, heard, later]
    meant = {"unscored": [idle, other], "reporter": [heard], "leaders": [leader], "screen": []}
    for to, who in meant.items():
        posted = hall.host("notice.post", text=f"给 {to}", to=to)
        shown = notice(hall.host, f"给 {to}")
        assert (shown["to"], shown["meant"], shown["acked"]) == (to, len(who), 0)
        for wire in [*who, *([screen] if to == "screen" else [])]:
            assert notice(wire, f"给 {to}")
        for wire in who:
            wire("notice.ack", notice_id=posted["notice_id"])
        hall.host.until(lambda s: s["notice"]["acked"] == len(who))  # noqa: B023 - asked for at once
        for wire in [seat for seat in seats if seat not in who]:
            wire.refuses("notice.ack", "notice.not_found", notice_id=posted["notice_id"])
        assert viewer.sections["notice"] is None
        assert (screen.sections["notice"] is None) is (to != "screen")
    for to, who in meant.items():
        received = [wire for wire in seats if any(f"给 {to}" in frame for frame in wire.frames)]
        assert received == who, to


def test_a_comment_goes_where_the_host_lets_it(hall: Hall) -> None:
    """Host and observers at once; the screen one at a time; all: phones and viewers too, where it stays."""
    host, screen, viewer, observer = hall.host, hall.screen(), hall.viewer(), hall.join("observer")
    leader, expert, delegate = hall.join("leader"), hall.join("expert"), hall.join("party_delegate")
    ids = {}
    for who, text in ((leader, "领导的点评"), (expert, "专家的点评")):
        parts = {"strengths": text, "problems": "", "advice": "", "client_id": text}
        ids[who] = who("comment.submit", subject_id=hall.subject(QIN), **parts)["comment_id"]
    for wire in (host, observer):
        entries = wire.until(lambda s: len(s["comments"]) == 2 and s["comments"])
        assert [(c["by"], c["role"]) for c in entries] == [("李副书记", "leader"), ("第三方评议组", "expert")]
    host("comment.show", comment_id=ids[leader], on=True, to="screen")
    screen.until(lambda s: [c["strengths"] for c in s["comments"]] == ["领导的点评"])
    host("comment.show", comment_id=ids[expert], on=True, to="screen")
    screen.until(lambda s: [c["strengths"] for c in s["comments"]] == ["专家的点评"])
    host("comment.show", comment_id=ids[leader], on=True)
    for wire in (screen, delegate, viewer):
        wire.until(lambda s: "领导的点评" in [c["strengths"] for c in s["comments"]])
    assert len(screen.sections["comments"]) == 2
    assert [c["shown"] for c in viewer.sections["comments"]] == ["all"]
    host("comment.show", comment_id=ids[leader], on=False)
    for wire in (delegate, viewer):
        wire.until(lambda s: s["comments"] == [])
    assert not any("专家的点评" in frame for frame in delegate.frames + viewer.frames)


def test_a_comment_is_amended_until_its_item_is_done(hall: Hall) -> None:
    """Sent again it replaces the first; after the item comment.closed; empty ones are refused."""
    expert, subject_id = hall.join("expert"), hall.subject(QIN)
    hall.go(subject_id, "commentary")
    for text in ("第一稿", "第二稿"):
        parts = {"strengths": "", "problems": text, "advice": "", "client_id": text}
        expert("comment.submit", subject_id=subject_id, **parts)
    expert.until(lambda s: [c["problems"] for c in s["me"]["comments"]] == ["第二稿"])
    empty = {"strengths": " ", "problems": "", "advice": "", "client_id": "e"}
    expert.refuses("comment.submit", "payload.invalid", subject_id=subject_id, **empty)
    hall.go(hall.subject(GU), "reporting")
    late = {"strengths": "", "problems": "第三稿", "advice": "", "client_id": "l"}
    expert.refuses("comment.submit", "comment.closed", subject_id=subject_id, **late)
    hall.go(subject_id, "commentary")
    expert("comment.submit", subject_id=subject_id, **late)


def test_the_screen_follows_the_stage_until_a_scene_is_pinned(hall: Hall) -> None:
    """auto follows; a pinned scene stays over stages; freeze keeps what stands; auto follows again."""
    host, screen = hall.host, hall.screen()

    def shows(scene: str, pinned: bool) -> Json:
        shown: Json = screen.until(
            lambda s: (s["screen"]["scene"], s["screen"]["pinned"]) == (scene, pinned) and s["screen"]
        )
        return shown

    hall.go(hall.subject(QIN), "reporting")
    assert shows("reporting", False)["subject_id"] == hall.subject(QIN)
    host("screen.show", scene="black")
    shows("black", True)
    hall.go(hall.subject(QIN), "commentary")
    host("screen.show", scene="auto")
    shows("commentary", False)
    host("screen.show", scene="freeze")
    shows("commentary", True)
    hall.go(hall.subject(GU), "inquiry")
    assert shows("commentary", True)["subject_id"] == hall.subject(QIN)
    host("screen.show", scene="auto")
    assert shows("inquiry", False)["subject_id"] == hall.subject(GU)


def test_a_result_goes_on_the_screen_when_the_screen_may_see_it(hall: Hall) -> None:
    """Before the close, sealed, revealed to staff: round.state; revealed to the hall: shown."""
    host, screen, subject_id = hall.host, hall.screen(), hall.subject(QIN)
    seats, rid = hall.seats(party_delegate=3), hall.open_round(QIN)
    for seat in seats:
        seat("ballot.cast", **hall.sheet(rid, QIN))
    for name, payload in (
        ("round.close", {"round_id": rid}), ("round.reveal", {"round_id": rid, "to": "staff"}),
        ("round.reveal", {"round_id": rid, "to": "seats"}),
    ):  # fmt: skip
        host.refuses("screen.show", "round.state", scene="result", subject_id=subject_id)
        host(name, **payload)
    host.refuses("screen.show", "round.state", scene="result", subject_id=hall.subject(GU))
    host("screen.show", scene="result", subject_id=subject_id)
    screen.until(lambda s: (s["screen"]["scene"], s["screen"]["subject_id"]) == ("result", subject_id))


def test_health_is_told_to_the_host(hall: Hall) -> None:
    """How many sockets of each audience, what waits, what is stored."""
    delegate, rid = hall.join("party_delegate"), hall.open_round(QIN)
    hall.viewer()
    delegate("ballot.cast", **hall.sheet(rid, QIN))
    told = hall.host("health.get")
    assert told["sockets"] == {"host": 1, "seats": 1, "observers": 0, "screen": 0, "viewers": 1}
    assert (told["queue"], told["stored"], told["backup_at"]) == (0, 1, None)
    assert isinstance(told["delay_ms"], int)
    assert told["database"] in ("sqlite", "postgresql")
    assert told["answers"] is True
