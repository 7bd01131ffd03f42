"""The Node peer: measured beside our server where it is installed, and a clear line where it cannot be."""

from pathlib import Path

import pytest

from bench import peer
from bench.__main__ import main

INSTALLED = (Path(peer.__file__).parent / "peers" / "node" / "node_modules" / ".installed").exists()


def test_without_node_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No node or no npm: one clear line and exit code 1, no table."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert main(["compare", "--seats", "8"]) == 1
    said = capsys.readouterr()
    assert "install Node.js" in said.err
    assert said.out == ""


@pytest.mark.skipif(not INSTALLED, reason="the peer is installed by its first use: python -m bench compare")
def test_both_take_the_same_ballots(capsys: pytest.CaptureFixture[str]) -> None:
    """Every ballot is stored by both (or the run fails), and the table compares them."""
    assert main(["compare", "--seats", "8", "--pairs", "1"]) == 0
    said = capsys.readouterr().out
    assert "Node peer 1    32" in said
    assert "acks/s at least 1.0 times the Node peer" in said
