"""A few phones are told of everything at once: the runs need not wait for a hall to settle."""

import pytest

from bench import hall


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a moment only where a measurement waits until a thousand phones are quiet."""
    monkeypatch.setattr(hall, "SETTLE_SECONDS", 0.2)
