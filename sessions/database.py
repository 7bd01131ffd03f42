"""Open the database, and hold whatever one kind of database needs specially: nothing else in ``sessions`` knows it.

SQLite is the embedded default, PostgreSQL comes by its URL. Two engines: the *writer's* (one connection, the only one
of its process that writes) and the *readers'* (read-only snapshots). ``commit`` is how SQLite's raw commit is called:
the web passes in its thread call, so that a slow disk does not stop the hub; nothing else may run in a thread
(DESIGN.md 4). PostgreSQL's driver waits cooperatively by itself, and its locks belong to the hub.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, pool
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from sessions.errors import ServerBusy

CommitCall = Callable[[Callable[[], Any]], Any]
LOCK_PATIENCE_S = 10.0
"""How long a second writer (the command line beside a server) is waited for before a write is refused."""
TO_POSTGRESQL = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""How soon a PostgreSQL on another machine is given up that answers nothing: by the system's own measure a pulled cable
would hold the writer for a quarter of an hour, and a reader for two hours."""

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database file while it is open."""


def sqlite_url(folder: Path) -> str:
    """Return the URL of the embedded database in a folder."""
    return file_url(folder / "shuping.db")


def file_url(path: Path) -> str:
    """Return the URL of an embedded database by its file."""
    return f"sqlite:///{path}"


def is_sqlite(url_or_engine: str | Engine | Connection) -> bool:
    """Return whether this is the embedded kind."""
    if isinstance(url_or_engine, str):
        return make_url(url_or_engine).get_backend_name() == "sqlite"
    return url_or_engine.dialect.name == "sqlite"


def writer_engine(url: str, commit: CommitCall | None = None) -> Engine:
    """Return the engine of the one writer: one connection, durable commits, nothing deleted stays on the disk."""
    if not is_sqlite(url):
        engine = create_engine(
            url, hide_parameters=True, pool_size=1, max_overflow=0, pool_pre_ping=True, connect_args=_patience(url)
        )
        event.listen(engine, "connect", _limit_waiting)
    else:
        engine = create_engine(
            url, hide_parameters=True, poolclass=pool.StaticPool,
            connect_args={"check_same_thread": False, "timeout": 0, "isolation_level": None},
        )  # fmt: skip
        event.listen(engine, "connect", _prepare_writer)
        # pysqlite would otherwise begin late and commit at RELEASE
        event.listen(engine, "begin", _begin_immediate)
        if commit is not None:
            _commit_through(engine, commit)
    return engine


def reader_engine(url: str) -> Engine:
    """Return the engine of all who only read."""
    if not is_sqlite(url):
        return create_engine(
            url, hide_parameters=True, pool_size=4, pool_pre_ping=True, connect_args=_patience(url),
            execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
        )  # fmt: skip
    engine = create_engine(
        url, hide_parameters=True, poolclass=pool.QueuePool, pool_size=2, max_overflow=6,
        connect_args={"check_same_thread": False, "timeout": 5, "isolation_level": None},
    )  # fmt: skip
    event.listen(engine, "connect", _prepare_reader)
    event.listen(engine, "begin", lambda link: link.exec_driver_sql("BEGIN"))
    return engine


def _patience(url: str) -> dict[str, int]:
    """Return what of it the URL does not say itself."""
    return {name: value for name, value in TO_POSTGRESQL.items() if name not in make_url(url).query}


def _prepare_writer(raw: Any, _record: Any) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "cache_size=-65536",
    ):
        raw.execute(f"PRAGMA {pragma}")


def _prepare_reader(raw: Any, _record: Any) -> None:
    for pragma in ("foreign_keys=ON", "query_only=ON", "cache_size=-16384"):
        raw.execute(f"PRAGMA {pragma}")


def _limit_waiting(raw: Any, _record: Any) -> None:
    """Let no writer wait for ever for another one, nor one that stands still in a transaction keep all others out."""
    for setting in ("lock_timeout", "idle_in_transaction_session_timeout"):
        raw.execute(f"SET {setting} = '{LOCK_PATIENCE_S:.0f}s'")
    raw.commit()


def _begin_immediate(link: Connection) -> None:
    """Take the write lock at once; wait for another process in small sleeps, so that the hub is never stopped."""
    end = time.monotonic() + LOCK_PATIENCE_S
    while True:
        try:
            link.exec_driver_sql("BEGIN IMMEDIATE")
            return
        except OperationalError:
            if time.monotonic() > end:
                raise ServerBusy from None
            time.sleep(0.02)


def _commit_through(engine: Engine, commit: CommitCall) -> None:
    # in autocommit mode sqlite3's own commit() does nothing: the COMMIT statement does
    engine.dialect.do_commit = lambda dbapi_connection: commit(  # type: ignore[method-assign]
        lambda: dbapi_connection.execute("COMMIT")
    )


def hold_meetings(link: Connection, wanted: Mapping[str, bool]) -> None:
    """Keep other processes out of meetings until this transaction ends; to be called before anything else in it.

    ``wanted`` says by meeting id whether it is to be had *alone*, as every verb must that looks before it acts, or side
    by side with others who do not want it alone, as casts may. All are taken in one order, so that nobody waits in a
    circle, and before the first look, which therefore sees whatever the one before us has done. (SQLite lets one write
    at a time anyhow.)
    """
    if is_sqlite(link) or not wanted:
        return
    locks = [(f"meeting:{meeting_id}", alone) for meeting_id, alone in sorted(wanted.items())]
    for start in range(0, len(locks), 100):
        part = locks[start : start + 100]
        calls = (f"pg_advisory_xact_lock{'' if alone else '_shared'}(hashtextextended(%s, 0))" for _, alone in part)
        link.exec_driver_sql(f"SELECT {', '.join(calls)}", tuple(name for name, _ in part))


def hold(link: Connection, name: str) -> None:
    """Keep other processes out of whatever is called so until this transaction ends."""
    if not is_sqlite(link):
        link.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (name,))


def is_collision(error: BaseException) -> bool:
    """Return whether two writers were in each other's way, so that the same once more will do."""
    code = getattr(error.orig, "sqlstate", None) if isinstance(error, DBAPIError) else None
    return code in ("40001", "40P01")  # serialization_failure, deadlock_detected


def is_away(error: BaseException) -> bool:
    """Return whether the line to the database broke, or there was none: nothing is wrong with what was to be done."""
    if not isinstance(error, DBAPIError) or not hasattr(error.orig, "sqlstate"):
        return False
    # no code: the driver's own word for a line that broke; 08 and 57P: the server's, when it ends one or starts
    code = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or code is None or code.startswith(("08", "57P"))


def mark(link: Connection) -> str | None:
    """Return by what :func:`is_committed` knows this transaction again; None on SQLite, or where nothing is written."""
    if is_sqlite(link):
        return None
    found = link.exec_driver_sql("SELECT pg_current_xact_id_if_assigned()::text").scalar()
    return None if found is None else str(found)


def is_committed(engine: Engine, marked: str) -> bool | None:
    """Return whether a transaction was committed whose commit had no answer; None while its own process still works."""
    with engine.connect() as link:
        status = link.exec_driver_sql("SELECT pg_xact_status(%s::text::xid8)", (marked,)).scalar()
    return None if status == "in progress" else status == "committed"


@contextmanager
def snapshot(readers: Engine) -> Iterator[Session]:
    """Give a session on one read-only snapshot of the whole database."""
    with Session(readers, autoflush=False) as db:
        yield db


def insert_new(
    link: Connection, table: Any, rows: Sequence[tuple[Any, ...]], returning: str = ""
) -> list[tuple[Any, ...]]:
    """Insert plain tuples, skipping those whose key is there; give the ``returning`` columns of those inserted.

    A row has the table's columns in their order. Rows are sent as they are: sort them by key, so that two writers of
    one PostgreSQL never lock each other out.
    """
    names = ", ".join(column.name for column in table.columns)
    one = f"({', '.join(['?' if is_sqlite(link) else '%s'] * len(table.columns))})"
    given: list[tuple[Any, ...]] = []
    for start in range(0, len(rows), 500):
        part = rows[start : start + 500]
        values = ", ".join([one] * len(part))
        statement = f"INSERT INTO {table.name} ({names}) VALUES {values} ON CONFLICT DO NOTHING"  # noqa: S608 - own names
        if returning:
            statement += f" RETURNING {returning}"
        result = link.exec_driver_sql(statement, tuple(value for row in part for value in row))
        if returning:
            given.extend(tuple(row) for row in result)
    return given


def select_in(
    link: Connection, table: Any, columns: Sequence[str], key: str, values: Collection[str]
) -> Sequence[tuple[Any, ...]]:
    """Select plain tuples whose ``key`` is one of many values. (Built as text: on the hot path SQLAlchemy's own
    expansion of a long IN costs more than the database's answer.)"""
    given: list[tuple[Any, ...]] = []
    wanted = list(values)
    mark = "?" if is_sqlite(link) else "%s"
    for start in range(0, len(wanted), 500):
        part = tuple(wanted[start : start + 500])
        marks = ", ".join([mark] * len(part))
        statement = f"SELECT {', '.join(columns)} FROM {table.name} WHERE {key} IN ({marks})"  # noqa: S608 - own names
        given.extend(link.exec_driver_sql(statement, part).all())
    return given


def copy_to(url: str, target: Path) -> None:
    """Write a consistent copy of the embedded database, also while a meeting runs on it."""
    import sqlite3

    source = sqlite3.connect(f"file:{make_url(url).database}?mode=ro", uri=True)
    try:
        with sqlite3.connect(target) as copy:
            # in one step, on one snapshot: in several, every commit of the server would make it begin anew
            source.backup(copy)
        copy.close()
    finally:
        source.close()
