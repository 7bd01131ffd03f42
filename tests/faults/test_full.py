"""More viewers than there is room for: they are told so and follow by asking; the hall itself always finds room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bench.phone import Refused
from sessions.errors import ServerFull
from tests.browser.hall import Hall as SmallHall
from tests.browser.handset import running
from tests.browser.line import Lines
from tests.faults.conftest import VictimOf
from tests.faults.hall import hall_of, run, until
from tests.faults.server import Victim


def test_one_viewer_too_many(victim: VictimOf, lines: Lines, viewer_page: Callable[..., Page]) -> None:
    """Refused by name while seats, host and screen come in; let in when another has gone; the page follows anyway."""
    server = victim(MAX_VIEWERS="2")
    server.start()
    run(_full(server))
    hall = SmallHall(server, lines)
    for _ in range(2):
        hall.viewer()
    page = viewer_page(hall)
    expect(page.get_by_text(ServerFull.message)).to_be_visible()
    running(hall)
    expect(page.get_by_role("region", name="正在进行")).to_contain_text("秦若兰", timeout=15_000)


async def _full(server: Victim) -> None:
    async with hall_of(server, 8) as hall:
        accesses = [(await hall.post("viewer", {"meeting_code": hall.code}))["data"]["access"] for _ in range(3)]
        first, second = [await hall.phone(access) for access in accesses[:2]]
        with pytest.raises(Refused, match=r"server\.full"):
            await hall.phone(accesses[2])

        others = [hall.info["screen_access"], hall.info["host_access"], *hall.accesses]
        came = [await hall.phone(access) for access in others]
        assert all([await phone.sections() for phone in came])
        await first.close()

        async def comes_in() -> bool:
            try:
                came.append(await hall.phone(accesses[2]))
            except Refused:
                return False
            return True

        await until(comes_in)
        await asyncio.gather(*(phone.close() for phone in (second, *came)))
