"""The load generator's own limits: it refuses what it could not hold."""

import pytest

from bench.__main__ import main


def test_more_sockets_than_files_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """One clear line instead of a run that breaks in the middle."""
    assert main(["storm", "--seats", "100000000"]) == 1
    assert "open files" in capsys.readouterr().err
