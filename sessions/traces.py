"""Leave nothing on the disk that still tells in which order ballots came, once they are sealed (DESIGN.md 6.2).

SQLite writes zeros over what is deleted, and only its write-ahead log has to be emptied. PostgreSQL leaves what was
deleted where it lay, in the tables' files and in its log: the tables are written anew, and the log is closed and
thrown away as far as this server lets us (``kept``).
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from sessions import database

CASTING = ("urn", "admission")
LOCK_PATIENCE_MS = 100
"""To write a table anew is to have it alone for a moment; who wants to cast waits behind us, so not for long."""
LOCK_NOT_AVAILABLE = "55P03"


def wipe(writer: Engine, call: database.CommitCall | None = None) -> bool:
    """Wipe the traces of what is sealed. False where a reader stands in the way: it must be tried again."""
    if not database.is_sqlite(writer):
        with writer.connect().execution_options(isolation_level="AUTOCOMMIT") as link:
            return _wipe_postgresql(link)
    raw = writer.raw_connection()
    try:
        run = call or (lambda job: job())
        checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)"
        busy, _, _ = run(lambda: raw.driver_connection.execute(checkpoint).fetchone())  # type: ignore[union-attr]
        return not busy
    finally:
        raw.close()


def kept(writer: Engine) -> list[str]:
    """Return why what was cast stays in the database's log or a copy of it, however often it is wiped."""
    if database.is_sqlite(writer):
        return []
    with writer.connect() as link:
        reasons = {"rights": not _may_empty_log(link), **link.exec_driver_sql(_KEEPING).mappings().one()}
    return [str(reason) for reason, applies in reasons.items() if applies]


_KEEPING = """
SELECT current_setting('wal_recycle')::boolean AS wal_recycle,
       current_setting('archive_mode') <> 'off' AS archive_mode,
       current_setting('wal_keep_size') <> '0' AS wal_keep_size,
       EXISTS (SELECT FROM pg_replication_slots) AS replication
"""


def _wipe_postgresql(link: Connection) -> bool:
    patience = link.exec_driver_sql("SHOW lock_timeout").scalar_one()
    link.exec_driver_sql(f"SET lock_timeout = {LOCK_PATIENCE_MS}")
    try:
        for table in CASTING:
            link.exec_driver_sql(f"VACUUM {table}")
        # whoever looks at an older state of the database, pg_dump above all, still needs the rows
        if _dead_rows(link):
            return False
        for table in CASTING:
            link.exec_driver_sql(f"VACUUM FULL {table}")
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        return False
    finally:
        link.exec_driver_sql(f"SET lock_timeout = '{patience}'")
    if _may_empty_log(link):
        link.exec_driver_sql("SELECT pg_switch_wal()")
        link.exec_driver_sql("CHECKPOINT")
    return True


def _dead_rows(link: Connection) -> int:
    """Return how many deleted rows the vacuum of a moment ago had to leave."""
    dead = " + ".join(f"pg_stat_get_dead_tuples('{table}'::regclass)" for table in CASTING)
    return int(link.exec_driver_sql(f"SELECT {dead}").scalar_one())


def _may_empty_log(link: Connection) -> bool:
    return bool(
        link.exec_driver_sql(
            "SELECT pg_has_role('pg_checkpoint', 'USAGE') AND has_function_privilege('pg_switch_wal()', 'EXECUTE')"
        ).scalar_one()
    )
