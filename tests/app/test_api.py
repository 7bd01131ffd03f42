"""Joining, renewing and the public state, over HTTP."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.access import Access, Tokens
from app.limits import JOIN_BY_SLIP, WRONG_CODES_BY_ADDRESS
from app.meeting_file import read_meeting
from sessions.database import snapshot
from sessions.live import seats
from sessions.live.meetings import Category
from sessions.live.seats import Seat
from sessions.prepare.importing import Imported, import_meeting
from tests.app.broken_meetings import SMALL

OBSERVED = "subjects:"
FILE = SMALL.replace(
    OBSERVED,
    "  - {key: observer, name: 列席督察, role: observer, seats: 1}\n"
    "settings: {open_join: [delegate]}\n" + OBSERVED,
)  # fmt: skip


@pytest.fixture
def meeting(app: Flask) -> Imported:
    """A prepared meeting with 12 delegates, 2 leaders and an observer; delegates may join openly."""
    imported: Imported = app.extensions["writer"].write(import_meeting, read_meeting(FILE))
    return imported


@pytest.fixture
def tokens(app: Flask) -> Tokens:
    """The signer of this installation."""
    signer: Tokens = app.extensions["tokens"]
    return signer


def seats_of(meeting: Imported, category: str) -> list[Any]:
    """Return the seats of a category."""
    return [seat for seat in meeting.seats if seat.category == category]


def post(client: FlaskClient, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    """Post JSON; return the status and, of the answer, what counts: data or error."""
    answer = client.post(f"/api/{path}", json=body)
    assert answer.json is not None
    assert answer.json["ok"] is (answer.status_code == 200)
    return answer.status_code, answer.json["data"] if answer.json["ok"] else answer.json["error"]


def test_a_slip_lets_its_first_device_in_and_back_again(client: FlaskClient, tokens: Tokens, meeting: Imported) -> None:
    """The token gives an access for the seat, the device its way back; the answer names no person."""
    seat = seats_of(meeting, "delegate")[0]

    status, joined = post(client, "join", token=tokens.slip_token(seat.seat_id))
    _, again = post(client, "join", token=tokens.slip_token(seat.seat_id), device=joined["device"])

    assert status == 200
    assert (joined["audience"], joined["category"], joined["role"]) == ("seats", "delegate", "participant")
    assert joined["meeting_code"] == meeting.meeting_code
    access = Access(meeting.meeting_id, "seats", f"seat:{seat.seat_id}", seat.seat_id, 0)
    assert tokens.read_access(joined["access"]) == tokens.read_access(again["access"]) == access
    assert len(joined["device"]) == 32
    assert joined["device"] == again["device"]


def test_another_device_is_told_that_the_slip_is_in_use(client: FlaskClient, tokens: Tokens, meeting: Imported) -> None:
    """Without the device, or with another one."""
    token = tokens.slip_token(meeting.seats[0].seat_id)
    post(client, "join", token=token)

    assert post(client, "join", token=token)[1]["code"] == "seat.bound_elsewhere"
    assert post(client, "join", token=token, device="0" * 32) == post(client, "join", token=token)
    assert post(client, "join", token=token)[0] == 409


def test_a_code_is_read_as_people_type_it(client: FlaskClient, meeting: Imported) -> None:
    """Small letters, a dash and blanks are taken; an observer belongs to the observers."""
    seat = seats_of(meeting, "observer")[0]
    typed = f" {seat.code[:4].lower()}-{seat.code[4:].lower()} "

    assert post(client, "join", code=typed)[1]["audience"] == "observers"


@pytest.mark.parametrize("body", [{"token": "x"}, {"code": "ABC"}, {"code": "ZZZZZZZZ"}, {"token": "0" * 16 + ".sig"}])
def test_a_slip_that_is_none_is_unknown(client: FlaskClient, meeting: Imported, body: dict[str, str]) -> None:
    """A forged token and a code that no slip has are answered alike."""
    status, error = post(client, "join", **body)

    assert (status, error["code"]) == (404, "seat.unknown")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("join", {}, "token"),
        ("join", {"token": "a", "code": "b"}, "token"),
        ("join", {"token": 1}, "token"),
        ("join", {"token": "a", "role": "host"}, "role"),
        ("join", {"code": "x" * 300}, "code"),
        ("open-join", {"meeting_code": "x"}, "category"),
        ("viewer", {}, "meeting_code"),
        ("renew", {"access": None}, "access"),
    ],
)
def test_a_wrong_payload_is_refused_with_its_field(
    client: FlaskClient, path: str, body: dict[str, Any], field: str
) -> None:
    """Missing, both, of a wrong type, unknown, too long: nobody asks for a role."""
    status, error = post(client, path, **body)

    assert (status, error["code"], error["field"]) == (400, "payload.invalid", field)


def test_a_form_of_another_site_is_no_request(client: FlaskClient) -> None:
    """Only JSON counts, which a foreign page may not send without being asked first; broken JSON is no crash."""
    form = client.post("/api/join", data={"token": "x"})
    plain = client.post("/api/join", data='{"token":"x"}', content_type="text/plain")
    broken = client.post("/api/join", data='{"token":', content_type="application/json")

    assert [answer.json["error"]["code"] for answer in (form, plain, broken) if answer.json] == ["payload.invalid"] * 3


def test_hammering_one_slip_is_limited_and_its_neighbour_is_not(
    client: FlaskClient, tokens: Tokens, meeting: Imported
) -> None:
    """Tight by slip, loose by address."""
    one, other = (tokens.slip_token(seat.seat_id) for seat in meeting.seats[:2])
    for _ in range(JOIN_BY_SLIP.amount):
        post(client, "join", token=one)

    answer = client.post("/api/join", json={"token": one})

    assert answer.json is not None
    assert (answer.status_code, answer.json["error"]["code"]) == (429, "rate.limited")
    assert int(answer.headers["Retry-After"]) <= 60
    assert post(client, "join", token=other)[0] == 200


def test_guessing_codes_is_stopped_and_scanning_goes_on(client: FlaskClient, tokens: Tokens, meeting: Imported) -> None:
    """After too many wrong codes even a right one must wait, and says how long; the QR code still works."""
    for number in range(WRONG_CODES_BY_ADDRESS.amount):
        post(client, "join", code=f"ZZZZ{number:04d}")

    status, error = post(client, "join", code=meeting.seats[0].code)

    assert (status, error["code"]) == (429, "rate.limited")
    assert "分钟" in error["message"]
    assert "扫票证" in error["message"]
    assert post(client, "join", token=tokens.slip_token(meeting.seats[0].seat_id))[0] == 200


def test_open_join_takes_a_free_seat_and_kills_its_slip(client: FlaskClient, tokens: Tokens, meeting: Imported) -> None:
    """Each device gets a seat of its own, the same one again; when none is left it is closed."""
    code = meeting.meeting_code
    where = {"meeting_code": code, "category": "delegate"}
    joined = [post(client.application.test_client(), "open-join", **where)[1] for _ in range(12)]
    taken = {tokens.read_access(one["access"]).seat_id for one in joined}
    device = joined[0]["device"]
    again = post(client, "open-join", meeting_code=code, category="delegate", device=device)[1]

    assert len(taken) == 12
    assert tokens.read_access(again["access"]) == tokens.read_access(joined[0]["access"])
    late = post(client.application.test_client(), "open-join", meeting_code=code, category="delegate")[1]
    assert late["code"] == "join.closed"
    slip = tokens.slip_token(tokens.read_access(joined[0]["access"]).seat_id or "")
    assert post(client, "join", token=slip)[1]["code"] == "seat.unknown"


@pytest.mark.parametrize(
    ("meeting_code", "category", "error"),
    [("", "leader", "join.closed"), ("", "nobody", "category.not_found"), ("ZZZZZZ", "delegate", "meeting.not_found")],
)
def test_open_join_is_refused_where_it_is_not_allowed(
    client: FlaskClient, meeting: Imported, meeting_code: str, category: str, error: str
) -> None:
    """A category that is not open, one that is none, a meeting that is none."""
    answer = post(client, "open-join", meeting_code=meeting_code or meeting.meeting_code, category=category)

    assert answer[1]["code"] == error


def test_a_browser_stays_one_viewer(client: FlaskClient, tokens: Tokens, meeting: Imported) -> None:
    """Its cookie makes it the same again; without it, it is a new one; scripts do not see the cookie."""
    answer = client.post("/api/viewer", json={"meeting_code": meeting.meeting_code})
    first = post(client, "viewer", meeting_code=meeting.meeting_code)[1]
    second = post(client, "viewer", meeting_code=meeting.meeting_code)[1]
    other = post(client.application.test_client(), "viewer", meeting_code=meeting.meeting_code)[1]

    def actor(data: dict[str, Any]) -> str:
        access = tokens.read_access(data["access"])
        assert (access.audience, access.seat_id) == ("viewers", None)
        return access.actor

    assert actor(first) == actor(second) != actor(other)
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert post(client, "viewer", meeting_code="ZZZZZZ")[1]["code"] == "meeting.not_found"


def test_an_access_is_renewed_while_its_slip_is_not_released(
    app: Flask, client: FlaskClient, tokens: Tokens, meeting: Imported
) -> None:
    """A fresh one names the same; after a release, and for nonsense, there is none."""
    seat_id = meeting.seats[0].seat_id
    access = post(client, "join", token=tokens.slip_token(seat_id))[1]["access"]
    renewed = post(client, "renew", access=access)[1]["access"]
    assert tokens.read_access(renewed) == tokens.read_access(access)

    app.extensions["writer"].write(release, seat_id)

    assert post(client, "renew", access=access)[1]["code"] == "access.released"
    assert post(client, "renew", access="nonsense")[1]["code"] == "access.invalid"


def release(db: Session, now: int, seat_id: str) -> None:
    """Raise the seat's generation, as the host's release does."""
    db.execute(update(Seat).where(Seat.id == seat_id).values(generation=Seat.generation + 1, device=None))


def test_a_phone_that_has_lost_its_memory_keeps_its_open_seat(
    client: FlaskClient, tokens: Tokens, meeting: Imported
) -> None:
    """Asked again without its secret, or with another, its cookie brings it to the seat it holds."""
    where = {"meeting_code": meeting.meeting_code, "category": "delegate"}
    first, without, another = (
        post(client, "open-join", **where, **more)[1] for more in ({}, {}, {"device": "f" * 32})
    )  # fmt: skip

    assert first["device"] == without["device"] == another["device"]
    assert tokens.read_access(first["access"]).seat_id == tokens.read_access(another["access"]).seat_id


def test_one_address_takes_no_more_seats_in_a_minute_than_the_hall_has(
    app: Flask, meeting: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only new seats count, so that whoever comes back comes in; another address is not kept out."""
    monkeypatch.setattr(seats, "expected", lambda _db, _meeting: 3)
    where = {"meeting_code": meeting.meeting_code, "category": "delegate"}
    phones = [app.test_client() for _ in range(4)]
    came = [post(phone, "open-join", **where)[0] for phone in phones[:3]]
    again = post(phones[0], "open-join", **where)[0]
    status, error = post(phones[3], "open-join", **where)

    assert (came, again) == ([200] * 3, 200)
    assert (status, error["code"]) == (429, "rate.limited")
    assert "请过" in error["message"]
    phones[3].environ_base["REMOTE_ADDR"] = "10.0.0.9"
    assert post(phones[3], "open-join", **where)[0] == 200


@pytest.mark.parametrize(
    ("access", "renewable"),
    [
        (Access("", "host", "staff:import"), True),
        (Access("", "screen", "screen"), True),
        (Access("", "viewers", "viewer:0"), True),
        (Access("", "host", "staff:gone"), False),
        (Access("0" * 16, "screen", "screen"), False),
    ],
)
def test_who_has_no_seat_renews_while_account_and_meeting_exist(
    client: FlaskClient, tokens: Tokens, meeting: Imported, access: Access, renewable: bool
) -> None:
    """The import's access, a screen and a viewer; not an account or a meeting that is gone."""
    there = Access(access.meeting_id or meeting.meeting_id, access.audience, access.actor)

    assert (post(client, "renew", access=tokens.issue_access(there))[0] == 200) is renewable


def test_the_public_state_is_what_viewers_see(app: Flask, client: FlaskClient, meeting: Imported) -> None:
    """Whole sections with rev and now; nothing inner; a proxy may keep it for a second, and no cookie is set."""
    answer = client.get(f"/api/meetings/{meeting.meeting_code}/public")

    assert answer.json is not None
    assert set(answer.json) == {"rev", "now", "sections"}
    assert answer.json["sections"]["meeting"]["code"] == meeting.meeting_code
    assert set(answer.json["sections"]).isdisjoint({"presence", "turnout", "seats", "me"})
    assert answer.headers["Cache-Control"] == "public, max-age=1"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_public_state_is_not_sent_twice(app: Flask, client: FlaskClient, meeting: Imported) -> None:
    """The same sections have the same ETag and are answered 304; a change is sent."""
    address = f"/api/meetings/{meeting.meeting_code}/public"
    tag = client.get(address).headers["ETag"]

    unchanged = client.get(address, headers={"If-None-Match": tag})

    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert client.get(address, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_the_public_state_is_packed_for_who_takes_it(app: Flask, client: FlaskClient, meeting: Imported) -> None:
    """Once here, so that a proxy keeps it packed; plain for who does not take it; the same state has the same tag."""
    address = f"/api/meetings/{meeting.meeting_code}/public"
    plain, packed = client.get(address), client.get(address, headers={"Accept-Encoding": "gzip, br"})
    refusing = client.get(address, headers={"Accept-Encoding": "gzip;q=0"})

    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in refusing.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert json.loads(gzip.decompress(packed.data))["sections"] == (plain.json or {})["sections"]
    assert packed.headers["ETag"] == plain.headers["ETag"]


def test_no_category_gives_a_right_by_asking(app: Flask, meeting: Imported) -> None:
    """What a slip may do is the category's, in the database, and nowhere in a token."""
    with snapshot(app.extensions["readers"]) as db:
        rights = dict(db.execute(select(Category.key, Category.rights)).all())

    assert "score" not in rights["observer"]
