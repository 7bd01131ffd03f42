"""After the close no file of PostgreSQL's ties a seat to a ballot: searched as a thief of the disk would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from sessions import traces
from sessions.live import rounds, seal, verify
from tests.database import ROOT
from tests.domain.making import Made, ballot
from tests.postgresql.cluster import cluster
from tests.postgresql.racing import Race


def cast_one_by_one(made: Made, race: Race) -> tuple[str, list[str]]:
    """Have everybody cast, each in a transaction of its own; return the round and the receipts."""
    made.start()
    round_id = made.do(rounds.open_round, made.host, [made.subjects[0]], "seats", None, "测试")["round_id"]
    papers = [ballot(actor, round_id, made.subjects[0], f"{n:032x}") for n, actor in enumerate(made.voters)]
    for paper in papers:
        assert race.run([race.cast(paper)]) == [paper.receipt]
    return round_id, [paper.receipt for paper in papers]


def files_of(made: Made, table: str) -> list[Path]:
    """Return the files in which a table and what belongs to it lie."""
    own = "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relname = %s OR oid IN "
    indexes = "(SELECT indexrelid FROM pg_index WHERE indrelid = %s::regclass)"
    with made.engine.connect() as link:
        paths = link.exec_driver_sql(own + indexes, (table, table)).scalars().all()
    return [cluster().data / str(path) for path in paths]


def times_in(paths: list[Path], words: list[str]) -> list[int]:
    """Return how often each word stands in some files."""
    content = b"".join(path.read_bytes() for path in paths if path.exists())
    return [content.count(word.encode()) for word in words]


def log_files() -> list[Path]:
    """Return the files of the write-ahead log."""
    return [path for path in (cluster().data / "pg_wal").iterdir() if path.is_file()]


def test_the_close_takes_order_and_link_from_tables_and_log(made: Made, race: Race) -> None:
    """The urn's files are empty, each key stands where its order tells nothing, and the log of the casts is gone."""
    round_id, receipts = cast_one_by_one(made, race)
    keys = [actor.seat for actor in made.voters]
    # otherwise nothing here would show that the search finds anything
    assert min(times_in(log_files(), receipts)) > 0

    race.run([race.verb(seal.close, made.host, round_id)])

    with made.engine.begin() as link:
        link.exec_driver_sql("CHECKPOINT")
    assert times_in(files_of(made, "urn"), receipts) == [0] * len(receipts)
    assert times_in(files_of(made, "admission"), keys) == [2] * len(keys), "once in the table, once in its key"
    assert times_in(log_files(), receipts) == [0] * len(receipts)
    with made.reading() as db:
        assert [sentence for sentence, holds in verify.verify(db, made.code) if not holds] == []


@contextmanager
def older_look(made: Made) -> Iterator[None]:
    """Look at the database as it is now, for as long as this lasts, as pg_dump does."""
    with made.readers.connect() as link:
        link.exec_driver_sql("SELECT count(*) FROM meeting")
        yield


def test_what_somebody_still_looks_at_is_wiped_later(made: Made, race: Race) -> None:
    """While a dump runs the rows stay; the wiping says so, and does it afterwards."""
    round_id, receipts = cast_one_by_one(made, race)
    with older_look(made):
        made.do(seal.close, made.host, round_id)
        assert not traces.wipe(race.engines[0])

    assert traces.wipe(race.engines[0]) or traces.wipe(race.engines[0])
    assert times_in(files_of(made, "urn"), receipts) == [0] * len(receipts)


def test_a_dump_that_has_the_tables_keeps_nobody_from_casting(made: Made, race: Race) -> None:
    """The wiping gives its turn back at once where it cannot have a table alone."""
    with made.readers.connect() as link:
        link.exec_driver_sql("SELECT count(*) FROM urn, admission")

        assert not traces.wipe(race.engines[0])
        cast_one_by_one(made, race)


@pytest.fixture
def humble(made: Made) -> Iterator[Engine]:
    """A writer whose account owns the database and may nothing else, as the manual makes it."""
    with made.engine.begin() as link:
        link.exec_driver_sql("DROP ROLE IF EXISTS humble")
        link.exec_driver_sql("CREATE ROLE humble LOGIN")
        for table in traces.CASTING:
            link.exec_driver_sql(f"ALTER TABLE {table} OWNER TO humble")
    engine = create_engine(made.engine.url.set(username="humble"))
    yield engine
    engine.dispose()
    with made.engine.begin() as link:
        link.exec_driver_sql("REASSIGN OWNED BY humble TO CURRENT_USER")
        link.exec_driver_sql("DROP OWNED BY humble")
        link.exec_driver_sql("DROP ROLE humble")


def test_an_account_without_the_right_wipes_the_tables_and_says_what_stays(made: Made, humble: Engine) -> None:
    """With the rights of deploy/secrecy.sql nothing stays."""
    assert traces.wipe(humble)
    assert traces.kept(humble) == ["rights"]

    with made.engine.begin() as link:
        for statement in (ROOT / "deploy" / "secrecy.sql").read_text("utf-8").splitlines():
            if statement.startswith("GRANT"):
                link.exec_driver_sql(statement.replace("shuping", "humble"))

    assert traces.wipe(humble)
    assert traces.kept(humble) == []
