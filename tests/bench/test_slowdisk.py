"""The slow disk: in effect for SQLite, or refused."""

import shutil
from pathlib import Path

import pytest

from bench import slowdisk


def test_without_a_compiler_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No compiler: one clear line, no figures that only look slow."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(slowdisk.NoSlowDisk, match="gcc"):
        slowdisk.environment(tmp_path, 10)


@pytest.mark.skipif(shutil.which("gcc") is None, reason="no compiler here")
def test_it_is_only_used_where_a_commit_feels_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is built and proven on a commit; one that does not slow a commit down is refused."""
    assert slowdisk.environment(tmp_path, 5)["SLOW_DISK_MS"] == "5"

    monkeypatch.setattr(slowdisk, "_SOURCE", tmp_path / "empty.c")
    (tmp_path / "empty.c").write_text("int nothing_at_all;\n")
    (tmp_path / "proof.db").unlink()
    with pytest.raises(slowdisk.NoSlowDisk, match="not in effect"):
        slowdisk.environment(tmp_path, 500)
