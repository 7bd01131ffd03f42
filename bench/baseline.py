"""The obvious way to store a ballot, to measure against: a handler with one ORM transaction a ballot.

It is written as one would at first: check, add a participation, a ballot and its grades in the tally, commit, answer.
It has a database file of its own beside the server's, opened with the same pragmas.
"""

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Engine, UniqueConstraint, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class _Base(DeclarativeBase):
    pass


class Participation(_Base):
    """Who has cast a ballot, so that nobody does twice."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("round_id", "subject_id", "seat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str]
    subject_id: Mapped[str]
    seat: Mapped[str]


class Ballot(_Base):
    """What was cast."""

    __tablename__ = "ballot"

    receipt: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str]
    subject_id: Mapped[str]
    grades: Mapped[dict[str, str]] = mapped_column(JSON)


class TallyRow(_Base):
    """How many gave an item a grade."""

    __tablename__ = "tally"

    round_id: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    grade: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]


def open_database(path: Path) -> Engine:
    """Make the tables, with the journal and the durability of the server's own database."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _durable(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    _Base.metadata.create_all(engine)
    return engine


def cast(engine: Engine, seat: str, payload: dict[str, Any]) -> dict[str, Any]:
    """Store one ballot and give the ack; the second of a seat for a subject breaks the unique constraint."""
    round_id, subject_id = payload["round_id"], payload["subject_id"]
    receipt = hashlib.sha256(payload["ballot_id"].encode()).hexdigest()
    with Session(engine) as db, db.begin():
        db.add(Participation(round_id=round_id, subject_id=subject_id, seat=seat))
        db.add(Ballot(receipt=receipt, round_id=round_id, subject_id=subject_id, grades=payload["grades"]))
        for item, grade in payload["grades"].items():
            row = db.get(TallyRow, (round_id, subject_id, item, grade))
            if row is None:
                db.add(TallyRow(round_id=round_id, subject_id=subject_id, item=item, grade=grade, n=1))
            else:
                row.n += 1
    return {"ok": True, "data": {"receipt": receipt}}
