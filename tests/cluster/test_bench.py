"""The benchmarks that need PostgreSQL, Redis or nginx, in small."""

from __future__ import annotations

import pytest

from bench import hall
from bench.__main__ import main


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few phones are told of everything at once."""
    monkeypatch.setattr(hall, "SETTLE_SECONDS", 0.2)


@pytest.mark.parametrize(
    ("arguments", "figures"),
    [
        (["cluster", "--seats", "8", "--bursts", "1"], ["2 processes, nginx 1", "PostgreSQL  nginx  Redis"]),
        (["viewers", "--seats", "8", "--seconds", "1"], [" of 200", " of 304", "viewers a core"]),
        (["ballots", "--seats", "8", "--pairs", "1", "--cluster"], ["phones of a cluster", "ballots to echo"]),
        (["fanout", "--seats", "8", "--changes", "1", "--seconds", "1", "--cluster"], ["to 8 phones of a cluster"]),
        (["storm", "--seats", "8", "--cluster"], ["one of 2 processes", ", 0 ballots lost"]),
    ],
)
def test_each_benchmark_gives_its_figures(
    arguments: list[str], figures: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Everything that is measured was also carried out, by whichever process."""
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert all(figure in said for figure in figures), said


def test_what_only_one_process_can_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The obvious way and the slow disk are measured on the embedded database alone."""
    with pytest.raises(SystemExit):
        main(["ballots", "--cluster", "--baseline"])
    assert "not for --cluster" in capsys.readouterr().err
