"""What the phones send: ballots, the same bytes as an echo, the same ballots the obvious way, and what comes beside."""

import asyncio
import secrets
from collections.abc import Sequence
from typing import Any

from bench.burst import Prepared
from bench.phone import Phone

Work = list[tuple[Phone, list[Prepared]]]

CAST, ECHO, BASELINE = "ballot.cast", "bench.echo", "bench.baseline"


def payloads(phones: int, round_id: str, subject_ids: Sequence[str], form: Any) -> list[list[dict[str, Any]]]:
    """Fill in a ballot of each phone for each subject, grades by chance."""
    items, grades = [item["key"] for item in form["items"]], [grade["key"] for grade in form["grades"]]
    return [
        [
            {
                "round_id": round_id,
                "subject_id": subject_id,
                "ballot_id": secrets.token_hex(16),
                "grades": {item: secrets.choice(grades) for item in items},
            }
            for subject_id in subject_ids
        ]
        for _ in range(phones)
    ]


def ballots(command: str, phones: Sequence[Phone], round_id: str, subject_ids: Sequence[str], form: Any) -> Work:
    """Prepare a ballot of each phone for each subject under the name of `command`."""
    filled = payloads(len(phones), round_id, subject_ids, form)
    return [
        (phone, [phone.prepare(command, ballot) for ballot in mine]) for phone, mine in zip(phones, filled, strict=True)
    ]


def arrivals(phones: Sequence[Phone], subject_id: str) -> Work:
    """Prepare the check-in and one question of each phone that comes late."""
    return [
        (
            phone,
            [
                phone.prepare("seat.check_in", {}),
                phone.prepare(
                    "question.submit",
                    {
                        "subject_id": subject_id,
                        "text": f"第 {n + 1} 问：去年督察反馈的问题整改到哪一步了？",
                        "client_id": secrets.token_hex(8),
                    },
                ),
            ],
        )
        for n, phone in enumerate(phones)
    ]


async def form_of(phone: Phone, round_id: str) -> Any:
    """Wait until a phone sees the round, and give the form of its first subject."""
    while True:
        rounds = (await phone.sections())["rounds"]
        for seen in rounds["rounds"]:
            if seen["id"] == round_id:
                return rounds["forms"][seen["subjects"][0]["form"]]
        await asyncio.sleep(0.05)
