"""Copies of a PostgreSQL database, made by its own program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from sessions.database import snapshot

T = TypeVar("T")
MAGIC = b"PGDMP"


class DumpFailed(Exception):
    """pg_dump is not there or did not do it; the text is one Chinese line."""


def dump(readers: Engine, url: str, target: Path, look: Callable[[Session], T]) -> T:
    """Write a dump of exactly what ``look`` sees, also while a meeting runs; return what it saw. Raise DumpFailed."""
    with snapshot(readers) as db:
        seen = look(db)
        _run(url, target, str(db.scalar(text("SELECT pg_export_snapshot()"))))
    return seen


def is_dump(path: Path, at: int) -> bool:
    """Say whether a file is a dump that lay there at ``at``: not another one that was put in its place later."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC and path.stat().st_mtime_ns // 1_000_000 <= at


def _run(url: str, target: Path, seen: str) -> None:
    where = make_url(url).set(drivername="postgresql")
    # the password not among the words of the command, which every account of the machine may read
    environment = {**os.environ, "PGPASSWORD": where.password} if where.password else None
    command = ["pg_dump", "--format=custom", f"--snapshot={seen}", f"--file={target}"]
    command.append(f"--dbname={where.set(password=None).render_as_string()}")
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603 - our own words
    except FileNotFoundError:
        raise DumpFailed("没有 pg_dump，不能备份 PostgreSQL 数据库：请安装 postgresql-client。") from None
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise DumpFailed(f"pg_dump 没有成功，没有备份：{said[-1] if said else done.returncode}")
