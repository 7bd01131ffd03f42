"""A commit that had no answer: the line to the database broke, and what was to be committed is there, or is not.

Done once more, a slip would be bound elsewhere and a clock given its minute twice. PostgreSQL knows what became of it.
"""

from __future__ import annotations

import time

from sqlalchemy import Engine

from app import runtime
from app.logs import log
from sessions import database
from sessions.errors import ServerBusy

GAP_S = 0.2


class InDoubt(ServerBusy):
    """Nobody knows whether it was committed. Who sends it again by its ballot_id or client_id does it once."""


def settled(engine: Engine, marked: str, patience_s: float) -> bool:
    """Return whether it was committed, by its mark. Raise :class:`InDoubt` if the database cannot say that in time."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        try:
            committed = database.is_committed(engine, marked)
        except Exception as error:
            log.warning("writer.database", kind=type(error).__name__)
            committed = None
        if committed is not None:
            return committed
        runtime.sleep(GAP_S)
    raise InDoubt
