"""Nothing hidden reaches a wrong audience: the raw frames of a whole meeting, searched for what must not be in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import msgspec
import pytest

from app.access import Tokens
from app.wire.sections import SHAPES
from sessions.live.audience import Audience
from tests.sockets.hall import GU, QIN, Hall, Server, meeting
from tests.sockets.traffic import A_SCORE, Traffic
from tests.sockets.wire import Json, Wire, Wires

DELEGATES = {"party_delegate": 4, "npc_deputy": 3, "cppcc_member": 3}
GRADES = ("excellent", "good", "fair", "poor")


@pytest.fixture(scope="module")
def held(server: Server) -> Iterator[Held]:
    """A meeting held once, its traffic kept."""
    wires = Wires()
    yield Held(server, wires)
    wires.close()


class Held:
    """A meeting with everybody in it, from the check-in to the last reveal."""

    def __init__(self, server: Server, wires: Wires) -> None:
        wanted = meeting()
        kind = {"key": "cppcc_member", "name": "政协委员", "role": "participant", "weight": 25, "seats": 4}
        wanted["categories"].insert(2, kind)
        self.hall, self.server, self.traffic = Hall(server, wires, wanted), server, Traffic()
        self.scores_after: dict[str, set[str]] = {}
        self.revealed_as: dict[str, dict[str, Json]] = {}
        self._enter()
        self._ask()
        self._comment()
        self._notify()
        self._score()
        self._reveal()
        self._note_credentials()

    def _look(self) -> None:
        self.traffic.public.append(self.server.public(self.hall.code))

    def _enter(self) -> None:
        hall, add = self.hall, self.traffic.add
        self.host = add("host", "host", hall.host)
        self.screen = add("screen", "screen", hall.screen())
        self.viewers = [add(f"viewer {n}", "viewers", hall.viewer()) for n in (1, 2)]
        hall.begin()
        self.delegates = [
            add(f"{category} {n}", "seats", hall.join(category)) for category, m in DELEGATES.items() for n in range(m)
        ]
        self.leader = add("leader", "seats", hall.join("leader"))
        self.expert = add("expert", "seats", hall.join("expert"))
        self.reporter = add("reporter", "seats", hall.join("reporter", subject=QIN))
        self.observer = add("observer", "observers", hall.join("observer"))
        self.everybody = set(self.traffic.clients) | {"public"}
        self.inner = {"host", "observer"}

    def name(self, wire: Wire) -> str:
        """Return the name of a client."""
        return next(name for name, (_, one) in self.traffic.clients.items() if one is wire)

    def _ask(self) -> None:
        hall, only, inner = self.hall, self.traffic.only, self.inner
        hall.go(hall.subject(QIN), "inquiry")
        first, second, third, fourth = self.delegates[:4]
        pending = hall.question(first, text="待审问题原文一")
        only("a pending question", "待审问题原文一", inner | {self.name(first)})
        rejected = hall.question(second, text="未采用问题原文二")
        self.host("question.review", question_id=rejected, decision="reject", reason="与述法无关三")
        only("a rejected question", "未采用问题原文二", inner | {self.name(second)})
        only("the reason of a rejection", "与述法无关三", inner | {self.name(second)})
        changed = hall.question(third, text="改写以前的原文四")
        self.host("question.review", question_id=changed, decision="approve", text="改写以后的问题五")
        only("the asker's own wording", "改写以前的原文四", inner | {self.name(third)})
        only("the wording that is shown", "改写以后的问题五", self.everybody)
        online = hall.question(self.viewers[0], text="网友待审问题六")
        only("a viewer's pending question", "网友待审问题六", inner)
        merged = hall.question(fourth, text="被合并的问题七")
        self.host("question.merge", question_id=merged, into=changed)
        only("a merged question", "被合并的问题七", inner | {self.name(fourth)})
        withdrawn = hall.question(fourth, text="已撤回的问题八")
        fourth("question.withdraw", question_id=withdrawn)
        only("a withdrawn question", "已撤回的问题八", inner | {self.name(fourth)})
        self.viewers[1]("question.support", question_id=changed, on=True)
        self.host("question.call", question_id=changed)
        self._rate(changed)
        self.host("question.answer", question_id=changed, text="已建台账逐案评查九", evaded=True)
        only("an answer", "已建台账逐案评查九", self.everybody)
        asked = {pending: first, rejected: second, merged: fourth, withdrawn: fourth, online: self.viewers[0]}
        for question_id, asker in asked.items():
            only("the id of a hidden question", question_id, inner | {self.name(asker)})

    def _rate(self, question_id: str) -> None:
        for n, delegate in enumerate(self.delegates):
            ballot_id = f"{n:032x}"[::-1]
            delegate("answer.rate", question_id=question_id, grade="satisfied", ballot_id=ballot_id)
            self._note_ballot(delegate, ballot_id, "a rating")

    def _note_ballot(self, wire: Wire, ballot_id: str, what: str) -> None:
        self.traffic.only(f"the id of {what}", ballot_id)
        self.traffic.only(f"the receipt of {what}", hashlib.sha256(ballot_id.encode()).hexdigest(), {self.name(wire)})

    def _comment(self) -> None:
        hall, only = self.hall, self.traffic.only
        hall.go(hall.subject(QIN), "commentary")
        parts = {"strengths": "敢于亮短", "advice": "补充案例", "subject_id": hall.subject(QIN)}
        to_all = self.leader("comment.submit", problems="公开点评十一", client_id="c-1", **parts)["comment_id"]
        to_screen = self.expert("comment.submit", problems="只上屏点评十二", client_id="c-2", **parts)["comment_id"]
        gone = {**parts, "subject_id": hall.subject(GU)}
        self.expert("comment.submit", problems="从未展示点评十三", client_id="c-3", **gone)
        self.host("comment.show", comment_id=to_all, on=True, to="all")
        self.host("comment.show", comment_id=to_screen, on=True, to="screen")
        only("a comment shown to all", "公开点评十一", self.everybody)
        only("a comment shown on the screen", "只上屏点评十二", self.inner | {"expert", "screen"})
        only("a comment never shown", "从未展示点评十三", self.inner | {"expert"})
        self.observer("note.save", text="督察记录十四", client_id="n-1")
        only("a note", "督察记录十四", {"observer"})

    def _notify(self) -> None:
        only = self.traffic.only
        self._post("请领导准备点评十五", "leaders", [self.leader])
        only("a notice to leaders", "请领导准备点评十五", {"host", "leader"})
        self._post("请抓紧时间答复十六", "reporter", [self.reporter])
        only("a notice to the reporter", "请抓紧时间答复十六", {"host", "reporter"})
        self._post("请看大屏幕十七", "screen", [self.screen])
        only("a notice on the screen", "请看大屏幕十七", {"host", "screen"})

    def _post(self, text: str, to: str, meant: list[Wire]) -> None:
        self.host("notice.post", text=text, to=to)
        for wire in (self.host, *meant):
            wire.until(lambda s: text in json.dumps([s["notice"], s.get("me")], ensure_ascii=False))

    def _score(self) -> None:
        hall = self.hall
        hall.go(hall.subject(QIN), "appraisal")
        self.opened = hall.open_round(QIN)
        self.sealed = hall.open_round(GU)
        self.online = hall.open_round(QIN, audience="viewers")
        for n, delegate in enumerate(self.delegates):
            self._cast(delegate, self.opened, QIN, GRADES[n % 3], f"对秦若兰的评语{n}号")
            self._cast(delegate, self.sealed, GU, GRADES[1 + n % 3], f"对顾长宁的评语{n}号")
        for viewer in self.viewers:
            self._cast(viewer, self.online, QIN, "fair", "网友的评语")
        self.traffic.only("a viewer's remark", "网友的评语")
        self.screen.until(lambda s: s["turnout"][0]["cast"] == len(self.delegates))
        self._look()
        self.scores_after["the casts"] = self.traffic.scores_seen()
        for round_id in (self.opened, self.sealed, self.online):
            self.host("round.close", round_id=round_id)
        self._settle(self.sealed, "closed")
        self.scores_after["the close"] = self.traffic.scores_seen()

    def _cast(self, wire: Wire, round_id: str, key: str, grade: str, remark: str) -> None:
        sheet = self.hall.sheet(round_id, key, grade, remark=remark)
        wire("ballot.cast", **sheet)
        self._note_ballot(wire, sheet["ballot_id"], "a ballot")
        self.traffic.only("a remark", remark)

    def _settle(self, round_id: str, state: str) -> None:
        """Wait until everybody has what was last sent."""
        for _, wire in self.traffic.clients.values():
            wire.until(lambda s: any(r["id"] == round_id and r["state"] == state for r in s["rounds"]["rounds"]))
        self._look()

    def _reveal(self) -> None:
        for to, seen_by in (("staff", {"host"}), ("seats", set(self.traffic.clients) - {"viewer 1", "viewer 2"})):
            self.host("round.reveal", round_id=self.opened, to=to)
            for name in seen_by:
                self.traffic.clients[name][1].until(lambda s: s["results"])
            # the slowest pace is a second: what were to leak would have come
            self.host("notice.post", text=f"已公布 {to}")
            for _, wire in self.traffic.clients.values():
                wire.until(lambda s, to=to: s["notice"]["text"] == f"已公布 {to}")  # type: ignore[misc]
            self._look()
            self.scores_after[to] = self.traffic.scores_seen()
            self.revealed_as[to] = {
                name: self.hall.rounds(wire)[self.opened] for name, (_, wire) in self.traffic.clients.items()
            }
        self.host("round.reveal", round_id=self.opened, to="all")
        self._settle(self.opened, "revealed")
        self.scores_after["all"] = self.traffic.scores_seen()
        for _, wire in self.traffic.clients.values():
            wire.until(lambda _: list(wire.beats()), seconds=15)  # noqa: B023 - asked for at once

    def _note_credentials(self) -> None:
        only, tokens = self.traffic.only, Tokens("k" * 40)
        only("the secret key", "k" * 40)
        for slip in self.hall.info["seats"]:
            only("a short code", slip["code"])
            only("a slip's token", slip["token"])
            only("an unused seat's id", slip["token"].split(".")[0])
        for name, (audience, wire) in self.traffic.clients.items():
            only("an access", wire.access)
            if "me" in wire.sections:
                only("a device", wire.device)
                only("a seat's id", wire.seat_id, {name})
            elif audience == "viewers":
                only("a viewer's device", tokens.read_access(wire.access).actor.partition(":")[2])
        for word in ("asker", "seat:", "viewer:", "staff:", "ballot_id", "generation", "code_tail"):
            only(f"the word {word}", word)


def test_nothing_reaches_whom_it_is_not_for(held: Held) -> None:
    """Seat ids, credentials, ballots, remarks, notes, hidden questions and comments: only who may know has them."""
    assert held.traffic.leaks() == []


def test_what_is_searched_for_was_there_to_be_leaked(held: Held) -> None:
    """Each hidden value did reach those whom it is for, so that the search above can fail."""
    assert held.traffic.missed() == []


def test_no_score_leaves_the_server_before_its_reveal(held: Held) -> None:
    """Neither interim nor sealed scores reach anybody; each reveal opens them to its own circle and no further."""
    clients = set(held.traffic.clients)
    assert held.scores_after == {
        "the casts": set(), "the close": set(), "staff": {"host"},
        "seats": clients - {"viewer 1", "viewer 2"}, "all": clients | {"public"},
    }  # fmt: skip


def test_a_round_that_is_not_revealed_reads_closed(held: Held) -> None:
    """An audience to which the result is not revealed does not even learn that others see it."""
    for to, wider in (("staff", {"host"}), ("seats", set(held.traffic.clients) - {"viewer 1", "viewer 2"})):
        for name, entry in held.revealed_as[to].items():
            seen = ("revealed", to) if name in wider else ("closed", None)
            assert (entry["state"], entry["revealed_to"]) == seen, name


def test_a_sealed_result_never_leaves_the_database(held: Held) -> None:
    """What the seal counted for a round that nobody revealed is in no frame."""
    kept = dict(held.server.rows("SELECT round_id, CAST(result AS TEXT) FROM round_subject WHERE result IS NOT NULL"))
    revealed, sealed, online = (set(A_SCORE.findall(kept[key])) for key in (held.opened, held.sealed, held.online))
    hidden = (sealed | online) - revealed
    assert hidden
    for name in (*held.traffic.clients, "public"):
        assert not [score for score in hidden if score in held.traffic.of(name)], name


def test_each_audience_gets_its_sections_and_no_other(held: Held) -> None:
    """The first state has every section of the audience; no later one has any other, and no beat names one."""
    assert held.traffic.wrong_sections() == []
    assert all(len(list(wire.states())) > 3 for _, wire in held.traffic.clients.values())


def test_every_state_has_the_shape_of_its_audience(held: Held) -> None:
    """No key more and none less than the wire names, in every section of every state that came."""
    for name, (audience, wire) in held.traffic.clients.items():
        for state in wire.states():
            for section, value in state["sections"].items():
                try:
                    msgspec.convert(value, SHAPES[section][Audience(audience)])
                except msgspec.ValidationError as wrong:
                    pytest.fail(f"{section} of {name}: {wrong}")


def test_a_seat_is_sent_its_own_me_alone(held: Held) -> None:
    """Every `me` that came is the seat's own."""
    for _, wire in held.traffic.clients.values():
        mine = {state["sections"]["me"]["seat_id"] for state in wire.states() if "me" in state["sections"]}
        assert mine == ({wire.seat_id} if "me" in wire.sections else set())
