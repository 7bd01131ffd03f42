"""What a seal leaves on the disk, and that it goes before the close is acknowledged (DESIGN.md 6.2)."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine

from app import runtime
from app.logs import log
from sessions import traces

TRIES, GAP_S, LATER_S = 30, 0.01, 1.0
"""A reader stands in the way for milliseconds and is waited for; a backup may for longer: casts go on meanwhile."""


class Traces:
    """The traces of this installation's seals. ``again`` lets the writer call :meth:`wipe` after a while."""

    def __init__(self, engine: Engine, again: Callable[[], None]) -> None:
        self._engine = engine
        self._again = again
        self._coming_back = False
        self._told = False
        self.pending = False

    def wipe(self, *, patient: bool) -> None:
        """Wipe them, or come back later. Only the writer may call it; ``patient`` waits for readers a moment."""
        self.pending = not self._gone(TRIES if patient else 1)
        if self.pending and not self._coming_back:
            self._coming_back = True
            log.warning("traces.pending")
            runtime.spawn(self._later)

    def _gone(self, tries: int) -> bool:
        for n in range(tries):
            try:
                if traces.wipe(self._engine, runtime.thread_call):
                    self._say_what_stays()
                    return True
            except Exception:
                # what was committed stands: raised from here, the writer would write it once more
                log.exception("traces.failed")
                return False
            if n + 1 < tries:
                runtime.sleep(GAP_S)
        return False

    def _say_what_stays(self) -> None:
        """Say once why casts can still be read in the database's log; docs/operations.md says what to do."""
        if not self._told and (reasons := traces.kept(self._engine)):
            log.warning("traces.log_kept", reasons=reasons)
        self._told = True

    def _later(self) -> None:
        runtime.sleep(LATER_S)
        self._coming_back = False
        self._again()
