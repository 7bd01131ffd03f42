"""Wait for what comes about by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def wait_for(holds: Callable[[], Any], seconds: float = 20) -> None:
    """Wait until something holds; fail when it has not after so many seconds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)
