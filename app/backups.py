"""Delete the backups that were made while a round was open, once it is sealed (DESIGN.md 6.5)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from app.dumps import is_dump
from sessions import backups
from sessions.database import BESIDE, file_url, is_sqlite, reader_engine, snapshot


def overdue(readers: Engine) -> list[tuple[str, Path]]:
    """Return id and path of the copies that must go now."""
    with snapshot(readers) as db:
        return [(backup_id, Path(path)) for backup_id, path in backups.overdue(db)]


def delete(backup_id: str, path: Path, readers: Engine) -> bool:
    """Delete a copy; False if it does not lie there any more. Raise OSError where the system does not let us."""
    if not _is_that_copy(backup_id, path, readers):
        return False
    for suffix in ("", *BESIDE):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return True


def _is_that_copy(backup_id: str, path: Path, readers: Engine) -> bool:
    """Say whether the file is still that copy: not another one put in its place, and not what is served now."""
    if not path.is_file():
        return False
    if not is_sqlite(readers):
        with snapshot(readers) as db:
            at = backups.made_at(db, backup_id)
        return at is not None and is_dump(path, at)
    if path.samefile(make_url(readers.url).database or path.parent):
        return False
    engine = reader_engine(file_url(path))
    try:
        with snapshot(engine) as db:
            return backups.newest_id(db) == backup_id
    except DBAPIError:
        return False
    finally:
        engine.dispose()
