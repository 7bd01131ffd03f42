"""The register of backups: where each copy lies, and which of them must go once a round has been sealed.

A copy made while a round is open holds the urn beside the admissions: whoever has it could learn what a seat has cast.
It must be possible all the same, since a hall may lose its machine in mid-round. So it is *marked*, here and in the
copy itself, and deleted after the close (DESIGN.md 6.5).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import JSON, BigInteger, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions.live.rounds import OPEN, Round
from sessions.schema import Base


class Backup(Base):
    """One copy by its absolute path. ``round_ids`` are the rounds that were open in it; with any, it is ``marked``."""

    __tablename__ = "backup"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    path: Mapped[str] = mapped_column(String(1000), unique=True)
    at: Mapped[int] = mapped_column(BigInteger)
    marked: Mapped[bool]
    round_ids: Mapped[list[str]] = mapped_column(JSON)


def open_rounds(db: Session) -> list[str]:
    """Return the rounds of all meetings that are open, as they stand in this database or copy."""
    return list(db.scalars(select(Round.id).where(Round.state == OPEN).order_by(Round.id)))


def register(db: Session, now: int, backup_id: str, path: str, round_ids: Sequence[str]) -> None:
    """Write down a copy; whatever lay at its path before is there no more."""
    db.execute(delete(Backup).where(Backup.path == path))
    db.add(Backup(id=backup_id, path=path, at=now, marked=bool(round_ids), round_ids=list(round_ids)))


def forget(db: Session, now: int, backup_id: str) -> None:
    """Strike out a copy that is gone."""
    db.execute(delete(Backup).where(Backup.id == backup_id))


def overdue(db: Session) -> list[tuple[str, str]]:
    """Return id and path of the marked copies whose rounds are all sealed, void or deleted by now."""
    marked = db.scalars(select(Backup).where(Backup.marked).order_by(Backup.at)).all()
    still_open = set(open_rounds(db)) if marked else set()
    return [(copy.id, copy.path) for copy in marked if still_open.isdisjoint(copy.round_ids)]


def made_at(db: Session, backup_id: str) -> int | None:
    """Return when a copy was written down, or None if it is struck out."""
    return db.scalar(select(Backup.at).where(Backup.id == backup_id))


def latest_at(db: Session) -> int | None:
    """Return when the newest copy was made of which nothing is known to the contrary."""
    return db.scalar(select(func.max(Backup.at)))


def newest_id(db: Session) -> str | None:
    """Return the id of the newest copy: in a copy nobody has worked with, its own."""
    return db.scalar(select(Backup.id).order_by(Backup.at.desc()).limit(1))
