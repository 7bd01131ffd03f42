"""An hour of a meeting in minutes: people come and go, ask, score, again and again; memory must not grow."""

import asyncio
import random
import secrets
import statistics
import time
from dataclasses import dataclass, field
from typing import Any

from bench import work
from bench.burst import all_done, burst
from bench.clustered import of_what, opened
from bench.figures import table, verdict
from bench.hall import Hall, settle, spread
from bench.phone import Phone
from bench.server import Served
from bench.standing import standing

_HOUR = 60
"""So many rounds of the loop stand for an hour: a round of scoring, questions and a change of stage each minute."""
_LEAVE, _ASK = 0.2, 0.05
_FLAT = 0.05
"""Flat: the slope of the second half would in another hour add less than this share of the memory."""


@dataclass
class Soak:
    """What was done, and the server's memory (KB) after each turn of the loop."""

    memory_kb: list[int] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("joins", "ballots", "questions", "rounds"), 0))
    seconds: float = 0

    def slope_kb(self) -> float:
        """Give the growth a turn over the second half: the median of the slopes of all pairs, deaf to single peaks."""
        half = self.memory_kb[len(self.memory_kb) // 2 :]
        slopes = [(half[j] - half[i]) / (j - i) for i in range(len(half)) for j in range(i + 1, len(half))]
        return statistics.median(slopes) if slopes else 0.0


def run(seats: int, turns: int, cluster: bool = False) -> str:
    """Measure and give the printed table."""
    with opened(cluster) as server:
        imported = server.import_meeting(seats)
        server.start()
        soak = asyncio.run(_measure(server, imported, seats, turns))
        server.app("verify", imported["meeting_code"])
        return report(seats, cluster, soak)


async def _measure(server: Served, imported: dict[str, Any], seats: int, turns: int) -> Soak:
    soak, start = Soak(), time.perf_counter()
    async with standing(server, imported, seats) as hall:
        item_id = imported["agenda"][0]["item_id"]
        for _ in range(turns):
            await _come_and_go(hall, soak)
            await hall.host.call("agenda.go", item_id=item_id, stage="inquiry")
            await _ask(hall, soak)
            await hall.host.call("agenda.go", item_id=item_id, stage="appraisal")
            await _score(hall, soak)
            await settle()
            soak.memory_kb.append(server.memory_kb())
    soak.seconds = time.perf_counter() - start
    return soak


async def _come_and_go(hall: Hall, soak: Soak) -> None:
    """Let some hang up and connect again, and one slip be released by the host and used by another phone."""

    async def again(place: int) -> None:
        await hall.phones[place].close()
        hall.phones[place] = Phone(hall.phones[place].access)
        await hall.phones[place].connect(hall.http, hall.server.url)
        await hall.phones[place].sections()

    leaving = random.sample(range(len(hall.phones)), max(1, int(len(hall.phones) * _LEAVE)))
    await spread(again, leaving)
    slips = [seat for seat in hall.imported["seats"] if seat["role"] == "participant"]
    found = (await hall.host.call("seat.find", code_tail=slips[leaving[0]]["code"][-4:]))["seats"]
    if len(found) == 1:  # else two slips end alike
        await hall.host.call("seat.release", seat_id=found[0]["seat_id"])
        await hall.phones[leaving[0]].close()
        hall.phones[leaving[0]] = Phone(await hall.join(slips[leaving[0]]["token"]))
        await again(leaving[0])
    soak.done["joins"] += len(leaving) + 1


async def _ask(hall: Hall, soak: Soak) -> None:
    """Let some ask and others support; the host approves every second question, and its asker withdraws it."""

    async def ask(phone: Phone) -> tuple[Phone, str]:
        text = f"整改到哪一步了？{secrets.token_hex(4)}"
        asked = await phone.call(
            "question.submit", subject_id=hall.subject_ids[0], text=text, client_id=secrets.token_hex(8)
        )
        return phone, asked["question_id"]

    asked = await spread(ask, random.sample(hall.phones, max(2, int(len(hall.phones) * _ASK))))
    for number, (phone, question_id) in enumerate(asked):
        if number % 2:
            await hall.host.call("question.review", question_id=question_id, decision="reject", reason="性能测试")
            continue
        await hall.host.call("question.review", question_id=question_id, decision="approve")
        other = random.choice([one for one in hall.phones if one is not phone])
        await other.call("question.support", question_id=question_id, on=True, client_id=secrets.token_hex(8))
        await phone.call("question.withdraw", question_id=question_id)
    soak.done["questions"] += len(asked)


async def _score(hall: Hall, soak: Soak) -> None:
    """Let all score all subjects in a round of its own."""
    round_id = await hall.open_round()
    form = await work.form_of(hall.phones[0], round_id)
    result = all_done(await burst(hall, work.ballots(work.CAST, hall.phones, round_id, hall.subject_ids, form)))
    await hall.close_round(round_id)
    soak.done["rounds"] += 1
    soak.done["ballots"] += len(result.delays)


def report(seats: int, cluster: bool, soak: Soak) -> str:
    """Lay the figures out as a table, with the verdict."""
    kb = soak.memory_kb
    marks = sorted({0, *(len(kb) * part // 6 for part in range(1, 6)), len(kb) - 1})
    rows = [["after the turn", "server memory"], *([str(turn + 1), f"{kb[turn] / 1024:.1f} MB"] for turn in marks)]
    done = ", ".join(f"{n} {name}" for name, n in soak.done.items())
    hour, middle = soak.slope_kb() * _HOUR, kb[len(kb) // 2]
    said = verdict(
        f"memory flat: an hour ({_HOUR} turns) adds less than {_FLAT * 100:.0f} %",
        f"slope {soak.slope_kb():+.0f} KB a turn over the second half, {hour / 1024:+.1f} MB an hour "
        f"({hour / middle * 100:+.1f} %)",
        hour < middle * _FLAT,
        len(kb) >= _HOUR,
    )
    return (
        table(f"{seats} phones{of_what(cluster)}, {len(kb)} turns in {soak.seconds:.0f} s: {done}", rows) + "\n" + said
    )
