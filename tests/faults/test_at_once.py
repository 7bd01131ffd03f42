"""Two do the same at the same moment: one of them has done it, the other is told, and nothing is done twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from bench.hall import spread
from bench.phone import Phone, Refused
from tests.faults.hall import Ballot, Hall, Json, hall_of, run, until
from tests.faults.server import Victim

SEATS, RACES = 40, 6


async def outcome(deed: Any) -> str:
    """``ok``, or the code of the refusal."""
    try:
        await deed
    except Refused as refused:
        return refused.code
    return "ok"


async def both(hosts: tuple[Phone, Phone], name: str, **payload: Any) -> list[str]:
    """Let two consoles send the same command at the same moment; return what came of it, sorted."""
    return sorted(await asyncio.gather(*(outcome(host.call(name, **payload)) for host in hosts)))


def test_two_hosts_act_at_once(server: Victim) -> None:
    """Of two that go on only one does; of two that open a round one; to close and reveal twice changes nothing."""
    run(_two_hosts(server))


async def _two_hosts(server: Victim) -> None:
    async with hall_of(server, SEATS) as hall:
        hosts = hall.host, await hall.phone(hall.info["host_access"])
        expected: Json = {}
        for _ in range(RACES):
            expected = await until(lambda before=expected: _moved_on(hall, before))
            assert await both(hosts, "agenda.next", expected=expected) == ["ok", "stage.mismatch"]
        opened = await both(hosts, "round.open", subject_ids=hall.subjects, audience="seats")
        assert opened == ["ok", "round.state"]
        rounds = await until(lambda: _rounds(hall))
        assert len(rounds) == 1
        round_id = rounds[0]["id"]
        assert set(await hall.cast_all(await hall.ballots(round_id))) == {"ok"}
        assert await both(hosts, "round.close", round_id=round_id) == ["ok", "ok"]
        assert await both(hosts, "round.reveal", round_id=round_id, to="staff") == ["ok", "ok"]
        assert {told["cast"] for told in server.results(hall.code)} == {SEATS}
        hall.verify()
        await hosts[1].close()


async def _rounds(hall: Hall) -> list[Json]:
    rounds: list[Json] = (await hall.host.sections())["rounds"]["rounds"]
    return rounds


async def _moved_on(hall: Hall, before: Json) -> Json | None:
    """Return where the meeting is, once that is somewhere else: an ack comes before the state that it leads to."""
    stage = (await hall.host.sections())["stage"]
    place = {"item_id": stage["item_id"], "stage": stage["stage"]}
    return place if stage["item_id"] is not None and place != before else None


def test_the_same_slip_on_two_phones_at_once(server: Victim) -> None:
    """One phone has the seat, the other is told where it is; two windows of one phone have one ballot between them."""
    run(_two_phones(server))


async def _two_phones(server: Victim) -> None:
    async with hall_of(server, SEATS) as hall:
        for seat in await _seats_found(hall):
            await hall.host.call("seat.release", seat_id=seat)
        pairs = await spread(lambda token: _join_twice(hall, token), hall.slips())
        assert all(sorted(map(_code, pair)) == ["ok", "seat.bound_elsewhere"] for pair in pairs)
        await asyncio.gather(*(phone.close() for phone in hall.phones))
        hall.accesses = [answer["data"]["access"] for pair in pairs for answer in pair if answer["ok"]]
        await hall.connect()
        first, hall.phones = hall.phones, []
        await hall.connect()

        round_id = await hall.open_round()
        one, other = await hall.ballots(round_id), await hall.ballots(round_id)
        told = await asyncio.gather(*(_cast(first, one), hall.cast_all(other)))
        for pair in zip(*told, strict=True):
            assert sorted(pair) == ["ballot.already_cast", "ok"]
        await hall.host.call("round.close", round_id=round_id)
        await hall.host.call("round.reveal", round_id=round_id, to="staff")
        assert {told["cast"] for told in server.results(hall.code)} == {SEATS}
        hall.verify()
        await asyncio.gather(*(phone.close() for phone in first))


async def _seats_found(hall: Hall) -> list[str]:
    """Find every delegate's seat as the host does, by the end of its code."""
    codes = [seat["code"] for seat in hall.info["seats"] if seat["token"] in set(hall.slips())]
    found = await spread(lambda code: hall.host.call("seat.find", code_tail=code[-4:]), codes)
    return list({seat["seat_id"] for answer in found for seat in answer["seats"] if seat["bound"]})


async def _join_twice(hall: Hall, token: str) -> list[Json]:
    """Scan one slip with two phones at once."""
    return await asyncio.gather(*(hall.post("join", {"token": token}) for _ in range(2)))


def _code(answer: Json) -> str:
    return "ok" if answer["ok"] else str(answer["error"]["code"])


async def _cast(phones: list[Phone], ballots: list[Ballot]) -> list[str]:
    """Cast through other windows of the same phones."""
    return await asyncio.gather(*(outcome(phones[b.seat].call("ballot.cast", **b.payload)) for b in ballots))


def test_a_close_races_with_the_casts(server: Victim) -> None:
    """Whoever has an ack is counted, whoever is late is told so, and no one in between: the sum is exact."""
    run(_close_races(server))


async def _close_races(server: Victim) -> None:
    async with hall_of(server, 5 * SEATS) as hall:
        round_id = await hall.open_round()
        ballots = await hall.ballots(round_id)
        casting = asyncio.ensure_future(hall.cast_all(ballots, within=1))
        while len(hall.acked) < len(ballots) // 3:
            await asyncio.sleep(0.002)
        await hall.host.call("round.close", round_id=round_id)
        told = Counter(await casting)
        assert set(told) == {"ok", "round.closed"}

        assert Counter(await hall.cast_all([b for b in ballots if b.receipt in hall.acked])) == {"ok": told["ok"]}
        await hall.host.call("round.reveal", round_id=round_id, to="staff")
        assert sum(one["cast"] for one in server.results(hall.code)) == told["ok"] == len(hall.acked)
        hall.verify()
