"""The Node peer, installed by npm at its first use, measured beside our server."""

import pytest

from bench.__main__ import main


def test_both_take_the_same_ballots(capsys: pytest.CaptureFixture[str]) -> None:
    """Every ballot is stored by both (or the run fails), and the table compares them."""
    assert main(["compare", "--seats", "8", "--pairs", "1"]) == 0
    said = capsys.readouterr().out
    assert "Node peer 1    32" in said
    assert "acks/s at least 1.0 times the Node peer" in said
