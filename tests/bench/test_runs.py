"""The benchmarks run against the real server, in small."""

from pathlib import Path

import pytest

from bench.__main__ import main


@pytest.mark.parametrize(
    ("arguments", "figure"),
    [
        (["ballots", "--seats", "8", "--pairs", "1", "--baseline", "--mixed"], "ballots to echo, median of the pairs"),
        (["stage", "--seats", "8", "--questions", "5", "--changes", "2"], "5 approved questions standing"),
        (["join", "--seats", "8", "--within", "1"], "not in: none"),
        (["fanout", "--seats", "8", "--changes", "1", "--seconds", "1"], "a round change reaches 5000 phones"),
        (["storm", "--seats", "8"], ", 0 ballots lost"),
        (["soak", "--seats", "8", "--turns", "2"], "slope"),
        (["cost", "--sizes", "8", "--acks", "32"], "acks/s"),
    ],
)
def test_each_benchmark_gives_its_figures(
    arguments: list[str], figure: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everything that is measured was also carried out, and the table is printed and kept where asked."""
    out = tmp_path / "figures.txt"

    assert main([*arguments, "--out", str(out)]) == 0
    assert figure in capsys.readouterr().out
    assert figure in out.read_text("utf-8")
