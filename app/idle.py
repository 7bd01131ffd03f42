"""How a greenlet that carries things away sleeps until there is one."""

from __future__ import annotations

from collections.abc import Sized

from app import runtime


class Idle:
    """The sleep of one greenlet; any other may wake it."""

    def __init__(self) -> None:
        self._waiting: runtime.Promise | None = None

    def wait_for(self, things: Sized) -> None:
        """Sleep until somebody has added to ``things`` and called :meth:`wake`; not at all if something is there."""
        self._waiting = waiting = runtime.promise()
        # looked at only now: with real threads something may be added between a look and the sleep
        if things:
            self._waiting = None
        else:
            waiting.wait()

    def wake(self) -> None:
        """Let it go on, if it sleeps."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.resolve(None)
