"""Two writers on one PostgreSQL that are made to act at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from app.bell import Pace
from app.writer import Writer
from sessions.database import writer_engine
from sessions.errors import DomainError
from sessions.live.ballots import Cast
from tests.domain.making import Made

Deed = Callable[[Writer], Any]


class _Silent:
    def ring(self, meeting_id: str, pace: Pace) -> None:
        """Nobody listens here."""


class Race:
    """The writers of two processes."""

    def __init__(self, made: Made) -> None:
        self.made = made
        self.engines = [writer_engine(made.url) for _ in range(2)]
        self.writers = [Writer(engine, _Silent()) for engine in self.engines]
        for writer in self.writers:
            writer.start()

    def close(self) -> None:
        """Close their connections."""
        for engine in self.engines:
            engine.dispose()

    def run(self, deeds: Sequence[Deed]) -> list[Any]:
        """Do all at once, by turns on one process and the other; give each one's value, or its refusal's code."""
        outcomes: list[Any] = [None] * len(deeds)
        line = threading.Barrier(len(deeds))

        def act(at: int) -> None:
            line.wait()
            try:
                outcomes[at] = deeds[at](self.writers[at % 2])
            except DomainError as refused:
                outcomes[at] = refused.code
            except Exception as error:
                outcomes[at] = error

        threads = [threading.Thread(target=act, args=(at,)) for at in range(len(deeds))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
        return outcomes

    def verb(self, verb: Callable[..., Any], *args: Any) -> Deed:
        """Return the deed of a verb that the meeting is held for, as the dispatcher sends it."""
        return lambda writer: writer.write(verb, *args, meeting_id=self.made.meeting_id) or "done"

    @staticmethod
    def cast(ballot: Cast) -> Deed:
        """Return the deed of casting a ballot; its value is the receipt."""

        def deed(writer: Writer) -> Any:
            told, ready = list[tuple[Any, Exception | None]](), threading.Event()

            def done(value: Any, error: Exception | None) -> None:
                told.append((value, error))
                ready.set()

            writer.cast(ballot, done)
            assert ready.wait(60)
            ((value, error),) = told
            if error is not None:
                raise error
            return value

        return deed

    def deadlocks(self) -> int:
        """Return how often PostgreSQL had to end a circle of waiting."""
        with self.made.reading() as db:
            database = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
            return int(db.connection().exec_driver_sql(database).scalar_one())
