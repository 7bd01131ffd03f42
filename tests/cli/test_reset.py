"""Starting the demonstration over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.installation import Installation


@pytest.fixture
def used(tmp_path: Path) -> Installation:
    """An installation with a database, and a file of somebody else's in the same folder."""
    made = Installation(tmp_path)
    made.make_database()
    (tmp_path / "notes.txt").write_text("mine")
    return made


def test_reset_asks_before_it_deletes(used: Installation) -> None:
    """Without a terminal to ask at, nothing is deleted."""
    done = used.program("reset")

    assert done.returncode == 1
    assert "--yes" in done.stderr
    assert (used.data_dir / "shuping.db").exists()


def test_reset_deletes_our_data_and_nothing_else(used: Installation) -> None:
    """The folder may hold other things; a second reset has nothing to do."""
    first, second = used.run("reset", "--yes"), used.run("reset", "--yes")

    assert (first.returncode, second.returncode) == (0, 0)
    assert [path.name for path in used.data_dir.iterdir()] == ["notes.txt"]
    assert "没有数据" in second.stdout


def test_reset_refuses_while_the_server_runs(used: Installation) -> None:
    """A served database is not pulled away from under a meeting."""
    with used.process("serve") as process:
        used.wait_until_served(process)
        done = used.run("reset", "--yes")

    assert done.returncode == 1
    assert "还在运行" in done.stderr
    assert (used.data_dir / "shuping.db").exists()
