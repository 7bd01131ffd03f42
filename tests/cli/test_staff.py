"""Accounts on the command line."""

from __future__ import annotations

from tests.cli.installation import Installation

GOOD = "correct horse battery\n"


def test_an_account_takes_its_password_from_standard_input(installation: Installation) -> None:
    """No password stands in a command, where the shell would keep it."""
    done = installation.program("staff", "add", "何会务", "--role", "host", "--role", "teller", said=GOOD)

    assert done.returncode == 0, done.stderr
    assert "correct horse" not in done.stdout + done.stderr


def test_an_account_is_made_once(installation: Installation) -> None:
    """The same name again is refused with what to do instead."""
    installation.run("staff", "add", "twice", "--role", "host", said=GOOD)
    again = installation.run("staff", "add", "twice", "--role", "host", said=GOOD)

    assert again.returncode == 1
    assert "已经有了" in again.stderr


def test_bad_accounts_are_refused(installation: Installation) -> None:
    """A role that is none, a short password and an unknown name are one line each."""
    role = installation.run("staff", "add", "king", "--role", "king", said=GOOD)
    short = installation.run("staff", "add", "short", "--role", "host", said="1234\n")
    unknown = installation.run("staff", "password", "nobody", said=GOOD)

    assert [done.returncode for done in (role, short, unknown)] == [1, 1, 1]
    assert "角色不对" in role.stderr
    assert "密码太短" in short.stderr
    assert "没有用户“nobody”" in unknown.stderr


def test_a_password_can_be_changed(installation: Installation) -> None:
    """A new password is taken for an account that is there."""
    installation.run("staff", "add", "change", "--role", "admin", said=GOOD)

    assert installation.run("staff", "password", "change", said="staple battery horse\n").returncode == 0


def test_an_account_is_logged_out_everywhere(installation: Installation) -> None:
    """Its password stays; an unknown name is one line."""
    installation.run("staff", "add", "gone", "--role", "host", said=GOOD)
    done, unknown = (installation.run("staff", "logout", name) for name in ("gone", "nobody"))

    assert (done.returncode, unknown.returncode) == (0, 1)
    assert "登录已失效" in done.stdout
    assert "没有用户“nobody”" in unknown.stderr
