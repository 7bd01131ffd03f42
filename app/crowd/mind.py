"""What a played delegate makes of what the phone shows: which acts, after how long. Pure but for the random source."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from app.crowd import lines

Sections = dict[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """A command to be sent `delay` seconds from now if the phone still offers it then; `said` is its running line."""

    key: Key
    delay: float
    command: str
    payload: dict[str, Any]
    said: str


Chance = tuple[Key, float, Callable[[], Act]]
"""Something the phone offers: under which name it is remembered, how likely it is taken, and what is done then."""


class Mind:
    """One delegate. Every chance is weighed once: `acts` gives those newly taken, and remembers those passed over."""

    def __init__(self, random: Random, rank: int, ranks: int) -> None:
        self._random, self._rank, self._ranks = random, rank, ranks
        self._weighed: set[Key] = set()

    def acts(self, sections: Sections, now: int) -> list[Act]:
        """Return what the delegate decides to do on seeing this; `now` is the server's time in milliseconds."""
        if "me" not in sections or "meeting" not in sections:
            return []
        taken = []
        for key, chance, build in self._chances(sections, now):
            if key not in self._weighed:
                self._weighed.add(key)
                if self._random.random() < chance:
                    taken.append(build())
        return taken

    def forget(self, act: Act) -> None:
        """Weigh an act again that could not be done, for instance because the meeting was paused at its time."""
        self._weighed.discard(act.key)

    def still_offered(self, act: Act, sections: Sections, now: int) -> bool:
        """Say whether the phone would still let the delegate do it."""
        return any(key == act.key for key, _, _ in self._chances(sections, now))

    def _chances(self, sections: Sections, now: int) -> Iterator[Chance]:
        me, meeting = sections["me"], sections["meeting"]
        if meeting["state"] not in ("open", "running"):
            return
        yield from self._notices(sections)
        if not me["checked_in"]:
            yield ("check_in",), 1.0, partial(self._act, ("check_in",), (1, 40), "seat.check_in", {}, "签到")
            return
        if meeting["paused"]:
            return
        rights = set(me["rights"])
        subject = next((s for s in meeting["subjects"] if s["id"] == sections["stage"]["subject_id"]), None)
        if "support" in rights:
            yield from self._supports(sections)
        if "score" in rights:
            yield from self._ratings(sections)
            yield from self._ballots(sections, now)
        if subject is not None:
            yield from self._words(sections, subject, rights)

    def _act(self, key: Key, wait: tuple[float, float], command: str, payload: dict[str, Any], said: str) -> Act:
        return Act(key, self._random.uniform(*wait), command, payload, said)

    def _notices(self, sections: Sections) -> Iterator[Chance]:
        for notice in (sections["notice"], sections["me"]["notice"]):
            if notice:
                key, payload = ("ack", notice["id"]), {"notice_id": notice["id"]}
                yield key, 0.9, partial(self._act, key, (2, 12), "notice.ack", payload, f"已看通知：{notice['text']}")

    def _words(self, sections: Sections, subject: dict[str, Any], rights: set[str]) -> Iterator[Chance]:
        stage, who = sections["stage"]["stage"], subject["id"]
        if "ask" in rights and stage in ("reporting", "inquiry"):
            yield ("ask", who), float(self._asks(subject)), partial(self._question, subject, stage)
        if "ask" in rights and stage == "inquiry":
            for mine in sections["me"]["questions"]:
                if mine["state"] == "answered" and mine["subject_id"] == who:
                    yield ("follow", mine["id"]), 0.4, partial(self._follow_up, mine)
        if "comment" in rights and stage == "commentary":
            yield ("comment", who), 0.8, partial(self._comment, subject)
        if "note" in rights and stage in ("inquiry", "commentary"):
            yield ("note", who), 0.7, partial(self._note, subject)

    def _turn(self, subject: dict[str, Any]) -> int:
        """Give each delegate another place in the row at each subject, so that not always the same ask."""
        return (self._rank * 7 + hashlib.sha256(str(subject["id"]).encode()).digest()[0]) % max(self._ranks, 1)

    def _asks(self, subject: dict[str, Any]) -> bool:
        # two more than there are lines: doubles are there to be merged
        return self._turn(subject) < len(lines.questions(subject["kind"])) + 2

    def _question(self, subject: dict[str, Any], stage: str) -> Act:
        wordings = lines.questions(subject["kind"])
        text = wordings[self._turn(subject) % len(wordings)]
        payload = {"subject_id": subject["id"], "text": text, "client_id": self._id()}
        wait = (20.0, 240.0) if stage == "reporting" else (4.0, 90.0)
        return self._act(("ask", subject["id"]), wait, "question.submit", payload, f"提问：{text}")

    def _follow_up(self, question: dict[str, Any]) -> Act:
        text = self._random.choice(lines.follow_ups())
        payload = {
            "subject_id": question["subject_id"],
            "text": text,
            "follows": question["id"],
            "client_id": self._id(),
        }
        return self._act(("follow", question["id"]), (6, 25), "question.submit", payload, f"追问：{text}")

    def _comment(self, subject: dict[str, Any]) -> Act:
        comment = self._random.choice(lines.comments(subject["kind"]))
        payload = {"subject_id": subject["id"], **comment, "client_id": self._id()}
        said = f"点评{subject['name']}：{comment['problems']}"
        return self._act(("comment", subject["id"]), (5, 60), "comment.submit", payload, said)

    def _note(self, subject: dict[str, Any]) -> Act:
        payload = {"subject_id": subject["id"], "text": lines.note(self._random), "client_id": self._id()}
        return self._act(("note", subject["id"]), (20, 90), "note.save", payload, "写下一条记录")

    def _supports(self, sections: Sections) -> Iterator[Chance]:
        done = {question["id"] for question in sections["me"]["questions"]} | set(sections["me"]["supports"])
        for question in sections["questions"]:
            if question["state"] == "approved" and question["id"] not in done:
                key, payload = ("support", question["id"]), {"question_id": question["id"], "on": True}
                said = f"同问第 {question['number']} 问"
                yield key, 0.3, partial(self._act, key, (3, 45), "question.support", payload, said)

    def _ratings(self, sections: Sections) -> Iterator[Chance]:
        now_heard = sections["stage"]["subject_id"]
        for question in sections["questions"]:
            rateable = question["state"] == "answered" and question["subject_id"] == now_heard
            if rateable and question["id"] not in sections["me"]["rated"]:
                yield ("rate", question["id"]), 0.6, partial(self._rating, question)

    def _rating(self, question: dict[str, Any]) -> Act:
        weights = (50, 32, 12, 6)
        grades = ("satisfied", "mostly_satisfied", "dissatisfied", "unknown")
        grade = self._random.choices(grades, weights)[0]
        payload = {"question_id": question["id"], "grade": grade, "ballot_id": self._id()}
        said = f"评价了第 {question['number']} 问的答复"
        return self._act(("rate", question["id"]), (4, 25), "answer.rate", payload, said)

    def _ballots(self, sections: Sections, now: int) -> Iterator[Chance]:
        cast = {tuple(pair) for pair in sections["me"]["cast"]}
        for round_ in sections["rounds"]["rounds"]:
            if round_["audience"] != "seats" or round_["state"] != "open":
                continue
            for entry in round_["subjects"]:
                if (round_["id"], entry["subject_id"]) not in cast:
                    form = sections["rounds"]["forms"][entry["form"]]
                    key = ("cast", round_["id"], entry["subject_id"])
                    yield key, 0.98, partial(self._ballot, round_, entry["subject_id"], form, now)

    def _ballot(self, round_: dict[str, Any], subject_id: str, form: dict[str, Any], now: int) -> Act:
        left = (round_["ends_at"] - now) / 1000 if round_["ends_at"] else 120
        payload: dict[str, Any] = {"round_id": round_["id"], "subject_id": subject_id, "ballot_id": self._id()}
        if self._random.random() < 0.02:
            payload |= {"grades": {}, "abstain": True}
        else:
            payload["grades"] = self._grades(subject_id, form)
            if self._random.random() < 0.15:
                payload["remark"] = lines.remark(self._random)
        wait = (min(8.0, left * 0.1), max(9.0, min(90.0, left * 0.8)))
        # the running line says that, never how: whoever stands by must not learn a grade
        return self._act(("cast", round_["id"], subject_id), wait, "ballot.cast", payload, "已评分")

    def _grades(self, subject_id: str, form: dict[str, Any]) -> dict[str, str]:
        scored = [grade["key"] for grade in form["grades"] if grade["value"] is not None]
        others = [grade["key"] for grade in form["grades"] if grade["value"] is None]
        # subjects differ, delegates differ, items differ a little
        quality = 0.35 + hashlib.sha256(subject_id.encode()).digest()[1] / 255 * 0.3 + self._random.uniform(-0.15, 0.25)
        weights = [max(0.02, quality) * (1 - quality * 0.75) ** place for place in range(len(scored))]
        keys = [*scored, *others]
        return {item["key"]: self._random.choices(keys, [*weights, *[0.02] * len(others)])[0] for item in form["items"]}

    def _id(self) -> str:
        return f"{self._random.getrandbits(128):032x}"
