"""Tokens say who somebody is; one of another kind, altered or old is worth nothing."""

from __future__ import annotations

import time

import pytest

from app.access import ACCESS_SECONDS, Access, Tokens, screen_url, slip_url, viewer_url
from sessions.errors import AccessExpired, AccessInvalid, MeetingNotFound, SeatUnknown

SEAT = Access("a1b2c3d4e5f60718", "seats", "seat:00112233445566ff", "00112233445566ff", 3)
TOKENS = Tokens("k" * 40)


@pytest.mark.parametrize("access", [SEAT, Access("m", "host", "staff:林书平"), Access("m", "screen", "screen")])
def test_an_access_comes_back_as_it_was_issued(access: Access) -> None:
    """Meeting, audience, actor, seat and generation survive the way."""
    assert TOKENS.read_access(TOKENS.issue_access(access)) == access


def test_an_access_ends_after_twelve_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """One second before it is good, one after it is expired."""
    token, issued = TOKENS.issue_access(SEAT), time.time()

    monkeypatch.setattr(time, "time", lambda: issued + ACCESS_SECONDS - 1)
    assert TOKENS.read_access(token) == SEAT
    monkeypatch.setattr(time, "time", lambda: issued + ACCESS_SECONDS + 2)
    with pytest.raises(AccessExpired):
        TOKENS.read_access(token)


def test_a_clock_that_was_set_back_puts_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a restart on a clock an hour behind, what was signed before is from the future, and as good as it was."""
    token, cookie, device = TOKENS.issue_access(SEAT), TOKENS.viewer_cookie("v"), TOKENS.device_cookie("d")
    issued = time.time()

    monkeypatch.setattr(time, "time", lambda: issued - 3600)
    assert TOKENS.read_access(token) == SEAT
    assert (TOKENS.read_viewer_cookie(cookie), TOKENS.read_device_cookie(device)) == ("v", "d")


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é", TOKENS.screen_token("m"), TOKENS.slip_token("s")])
def test_what_is_no_access_is_invalid(token: str) -> None:
    """Nonsense and tokens of other kinds open no socket."""
    with pytest.raises(AccessInvalid):
        TOKENS.read_access(token)


def test_kinds_are_never_taken_for_each_other() -> None:
    """A slip is no screen, a screen no slip, an access no viewer's cookie."""
    with pytest.raises(MeetingNotFound):
        TOKENS.read_screen(TOKENS.slip_token("m"))
    with pytest.raises(SeatUnknown):
        TOKENS.read_slip(TOKENS.screen_token("m"))
    assert TOKENS.read_viewer_cookie(TOKENS.issue_access(SEAT)) is None


def test_an_altered_token_is_worth_nothing() -> None:
    """Another seat in front of a good signature."""
    with pytest.raises(SeatUnknown):
        TOKENS.read_slip("0000000000000000" + TOKENS.slip_token("ffffffffffffffff")[16:])


def test_another_installation_s_tokens_are_worth_nothing() -> None:
    """The key is what makes a token ours."""
    foreign = Tokens("j" * 40)

    with pytest.raises(AccessInvalid):
        TOKENS.read_access(foreign.issue_access(SEAT))
    assert TOKENS.read_viewer_cookie(foreign.viewer_cookie("v")) is None


def test_addresses_carry_the_token_and_stay_short() -> None:
    """What stands in a QR code fits a small one, and leads to the right page."""
    public = "http://192.168.1.10:8000"

    assert slip_url(public, TOKENS, SEAT.seat_id or "") == f"{public}/j/{TOKENS.slip_token('00112233445566ff')}"
    assert len(slip_url(public, TOKENS, "0" * 16)) < 90
    assert TOKENS.read_screen(screen_url(public, TOKENS, "m").rpartition("/")[2]) == "m"
    assert viewer_url(public, "ABCD") == f"{public}/live/ABCD"
