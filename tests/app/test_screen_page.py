"""The screen's figures: beside charts and codes, where to go when the slips name another machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import Settings
from app.pages.screen import here


def settings(tmp_path: Path, public_url: str) -> Settings:
    """Settings of a server whose slips were printed with this address."""
    return Settings.read({"DATA_DIR": str(tmp_path), "PUBLIC_URL": public_url, "PORT": "8000"})


@pytest.mark.parametrize("url", ["http://localhost:8000", "http://shufa.example.cn"])
def test_an_address_that_may_be_this_machine_is_left_alone(tmp_path: Path, url: str) -> None:
    """One of this machine's own, or a name that only DNS could tell of."""
    assert here(settings(tmp_path, url)) is None


@pytest.mark.parametrize(
    ("address", "expected"), [("10.1.2.3", "http://10.1.2.3:8000/j"), ("fd00::8", "http://[fd00::8]:8000/j")]
)
def test_slips_of_another_machine_get_this_one_s_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, expected: str
) -> None:
    """The welcome tells what to type when the printed address leads nowhere in this hall."""
    monkeypatch.setattr("app.pages.screen.lan_address", lambda: address)
    told = here(settings(tmp_path, "http://192.0.2.7:8000"))

    assert told == expected
