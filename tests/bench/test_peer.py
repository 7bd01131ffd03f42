"""The Node peer where it cannot be had: a clear line; tests/peer measures beside it."""

from pathlib import Path

import pytest

from bench.__main__ import main


def test_without_node_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No node or no npm: one clear line and exit code 1, no table."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert main(["compare", "--seats", "8"]) == 1
    said = capsys.readouterr()
    assert "install Node.js" in said.err
    assert said.out == ""
