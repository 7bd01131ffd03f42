"""Settings come from the environment; a wrong one is said in one line that names it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app.addresses import is_local, local_addresses
from app.config import SettingError, Settings

KEY = "k" * 40


def test_defaults_serve_the_hall_from_the_embedded_database(tmp_path: Path) -> None:
    """Nothing set: SQLite in DATA_DIR, port 8000 on every address, and a public address without a slash."""
    settings = Settings.read({"DATA_DIR": str(tmp_path)})

    assert settings.database_url.startswith(f"sqlite:///{tmp_path}")
    assert (settings.host, settings.port, settings.async_mode) == ("0.0.0.0", 8000, "eventlet")
    assert settings.public_url.startswith("http://")
    assert settings.public_url.endswith(":8000")
    assert (settings.trusted_proxies, settings.redis_url, settings.wifi) == (0, None, None)
    assert settings.max_viewers == 2000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "80a"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "８０００"),
        ("TRUSTED_PROXIES", "-1"),
        ("MAX_VIEWERS", "many"),
        ("ASYNC_MODE", "asyncio"),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "nonsense"),
        ("REDIS_URL", "127.0.0.1:6379"),
        ("PUBLIC_URL", "192.168.1.10:8000"),
        ("PUBLIC_URL", "http://192.168.1.10/shuping"),
        ("PUBLIC_URL", "http://a:b@192.168.1.10"),
        ("PUBLIC_URL", "http://192.168.1.10:port"),
        ("SECRET_KEY", "short"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(name: str, value: str) -> None:
    """The text that stops the start names the variable and has no second line."""
    with pytest.raises(SettingError) as refused:
        Settings.read({name: value})

    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_wrong_secret_is_not_shown() -> None:
    """Neither the refusal nor the settings as text give a secret away."""
    with pytest.raises(SettingError) as refused:
        Settings.read({"SECRET_KEY": "hunter2"})
    shown = repr(Settings.read({"SECRET_KEY": KEY, "WIFI_SSID": "hall", "WIFI_PASSWORD": "opensesame"}))

    assert "hunter2" not in str(refused.value)
    assert KEY not in shown
    assert "opensesame" not in shown


def test_serve_takes_its_key_from_the_environment_alone(tmp_path: Path) -> None:
    """A key kept by demo does not let the server start for real."""
    without = {"DATA_DIR": str(tmp_path)}
    Settings.read(without).with_made_key()

    with pytest.raises(SettingError, match="SECRET_KEY"):
        Settings.read(without).with_required_key()
    assert Settings.read({**without, "SECRET_KEY": KEY}).with_required_key().secret_key == KEY


def test_demo_makes_a_key_once_and_every_other_command_finds_it(tmp_path: Path) -> None:
    """The second start has the first one's key, kept from other accounts."""
    environ = {"DATA_DIR": str(tmp_path / "new")}
    made = Settings.read(environ).with_made_key().secret_key

    assert len(made) >= 32
    assert Settings.read(environ).with_made_key().secret_key == made
    assert Settings.read(environ).with_found_key().secret_key == made
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600


def test_without_any_key_a_command_says_what_to_do(tmp_path: Path) -> None:
    """No key in the environment and none kept: refused with both ways out."""
    with pytest.raises(SettingError, match="make demo"):
        Settings.read({"DATA_DIR": str(tmp_path)}).with_found_key()


def test_the_public_address_is_compared_with_this_machine() -> None:
    """Slips with an address that is not ours now are found out; of a name only DNS could tell."""
    here = Settings.read({"PUBLIC_URL": "http://127.0.0.1:8000/"})
    elsewhere = Settings.read({"PUBLIC_URL": "http://198.51.100.7:8000"})
    named = Settings.read({"PUBLIC_URL": "https://shufa.example.cn"})

    assert here.public_url == "http://127.0.0.1:8000"
    assert here.public_url_is_here() is True
    assert elsewhere.public_url_is_here() is False
    assert named.public_url_is_here() is None
    assert named.secure


def test_an_address_to_listen_on_is_what_slips_point_to() -> None:
    """HOST names one address: PUBLIC_URL is that one; port 80 is left out, IPv6 is bracketed."""
    assert Settings.read({"HOST": "10.0.0.8", "PORT": "80"}).public_url == "http://10.0.0.8"
    assert Settings.read({"HOST": "fd00::8"}).public_url == "http://[fd00::8]:8000"


def test_addresses_of_this_machine_leave_out_loopback() -> None:
    """A phone cannot reach 127.0.0.1."""
    addresses = local_addresses()

    assert not [address for address in addresses if address.startswith("127.") or address == "::1"]
    assert all(is_local(address) for address in addresses)
