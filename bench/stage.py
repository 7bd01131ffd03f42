"""How soon a stage change reaches every phone, with 200 approved questions standing."""

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

from bench.clustered import of_what, opened
from bench.figures import median, ms, percentile, table
from bench.hall import Hall, settle, spread
from bench.listening import Listening
from bench.server import Served
from bench.standing import standing

_STAGES = ("inquiry", "commentary", "appraisal", "reporting")


@dataclass
class Change:
    """One stage change: the delay of each phone (seconds), and how long all deliveries took."""

    stage: str
    delays: list[float] = field(default_factory=list)
    pause: float = 0

    @property
    def deliveries(self) -> float:
        """Deliveries a second, from the host's command to the last phone."""
        return len(self.delays) / max(self.delays)


def run(seats: int, questions: int, changes: int, cluster: bool = False) -> str:
    """Measure and give the printed table."""
    with opened(cluster) as server:
        imported = server.import_meeting(seats)
        server.start()
        measured = asyncio.run(_measure(server, imported, seats, questions, changes))
        return report(seats, questions, cluster, measured)


async def _measure(server: Served, imported: dict[str, Any], seats: int, questions: int, changes: int) -> list[Change]:
    async with standing(server, imported, seats) as hall:
        await _ask(hall, questions)
        await settle()
        return [await _change(hall, _STAGES[n % len(_STAGES)]) for n in range(changes)]


async def _ask(hall: Hall, questions: int) -> None:
    """Let phones ask, one each and again from the first, and the host approve every question."""

    async def ask(n: int) -> str:
        asked = await hall.phones[n % len(hall.phones)].call(
            "question.submit",
            subject_id=hall.subject_ids[0],
            text=f"第 {n + 1} 问：去年督察反馈的行政执法不规范问题，目前整改到哪一步，群众什么时候能看到变化？",
            client_id=secrets.token_hex(8),
        )
        question_id: str = asked["question_id"]
        return question_id

    for question_id in await spread(ask, range(questions)):
        await hall.host.call("question.review", question_id=question_id, decision="approve")


async def _change(hall: Hall, stage: str) -> Change:
    """Let the host go to a stage, and wait until every phone has it."""
    change = Change(stage)
    item_id = hall.imported["agenda"][0]["item_id"]
    await hall.longest_pause()
    listening = Listening(hall.everybody, '"stage":{', f'"stage":"{stage}"')
    await hall.host.call("agenda.go", item_id=item_id, stage=stage)
    change.delays = await listening.everybody()
    change.pause = await hall.longest_pause()
    await settle()
    return change


def report(seats: int, questions: int, cluster: bool, changes: list[Change]) -> str:
    """Lay the figures out as a table."""
    rows = [["stage", "p50", "p95", "p99", "last", "deliveries/s", "longest pause"]]
    for change in changes:
        times = [ms(percentile(change.delays, percent)) for percent in (50, 95, 99, 100)]
        rows.append([change.stage, *times, f"{change.deliveries:.0f}", ms(change.pause)])
    middle = [ms(median([percentile(c.delays, percent) for c in changes])) for percent in (50, 95, 99, 100)]
    worst = ms(max(c.pause for c in changes))
    rows.append(["median", *middle, f"{median([c.deliveries for c in changes]):.0f}", worst])
    title = f"a stage change to {seats} phones{of_what(cluster)}, {questions} approved questions standing"
    return table(title, rows)
