"""The database for one command: its schema, one write in one transaction, one reading on one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import backups
from app.bell import Pace
from app.cli.arguments import complain
from app.config import Settings
from app.writer import Writer
from sessions.database import is_sqlite, reader_engine, snapshot, writer_engine
from sessions.live import meetings
from sessions.live.meetings import Meeting

T = TypeVar("T")
MIGRATIONS = Path(__file__).parents[2] / "migrations"


class Refusal(Exception):
    """A command cannot be done; the text is one Chinese line that says why and what to do."""


class _Unheard:
    """The bell of a process that shows nothing: servers ask for new revisions by themselves."""

    def ring(self, meeting_id: str, pace: Pace) -> None:
        """Let it ring."""


class Store:
    """The installation's database, opened for one command beside a server that may be running on it."""

    def __init__(self, settings: Settings) -> None:
        self.url = settings.database_url
        self._folder = settings.data_dir

    def write(self, verb: Callable[..., T], *args: Any) -> T:
        """Call ``verb(db, now, *args)`` through a writer of our own, and return its value after the durable commit."""
        self._make_ready()
        writer = Writer(self._engine(writer_engine), _Unheard())
        writer.start()
        try:
            value: T = writer.write(verb, *args)
            return value
        finally:
            writer.close()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session on one snapshot."""
        self._make_ready()
        engine = self._engine(reader_engine)
        try:
            with snapshot(engine) as db:
                yield db
        finally:
            engine.dispose()

    def upgrade(self) -> bool:
        """Bring the schema up to date; say whether there was anything to do."""
        if is_sqlite(self.url):
            self._folder.mkdir(parents=True, exist_ok=True)
        current, wanted = self._revisions()
        if current == wanted:
            return False
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        engine = self._engine(writer_engine)
        try:
            with engine.begin() as link:
                config.attributes["connection"] = link
                command.upgrade(config, "head")
        finally:
            engine.dispose()
        return True

    def require_schema(self) -> None:
        """Raise Refusal unless the schema is the one this program knows."""
        current, wanted = self._revisions()
        if current is None:
            raise Refusal("数据库还没有建好，请先运行：.venv/bin/python -m app db upgrade")
        if current != wanted:
            raise Refusal("数据库与程序的版本不一致，请先备份，再运行：.venv/bin/python -m app db upgrade")

    def _make_ready(self) -> None:
        """Require the schema, and delete the backups that a server would have deleted by now had it run."""
        self.require_schema()
        engine = self._engine(reader_engine)
        try:
            for backup_id, path in backups.overdue(engine):
                _delete(backup_id, path, engine)
        finally:
            engine.dispose()

    def _revisions(self) -> tuple[str | None, str | None]:
        wanted = ScriptDirectory(str(MIGRATIONS)).get_current_head()
        if is_sqlite(self.url) and not self._folder.exists():
            return None, wanted
        engine = self._engine(reader_engine)
        try:
            with engine.connect() as link:
                return MigrationContext.configure(link).get_current_revision(), wanted
        except DBAPIError:
            # an embedded database that is not there yet cannot be opened for reading
            if is_sqlite(self.url):
                return None, wanted
            raise
        finally:
            engine.dispose()

    def _engine(self, opener: Callable[[str], Engine]) -> Engine:
        try:
            return opener(self.url)
        except ModuleNotFoundError as e:
            raise Refusal(f"缺少连接这种数据库的程序包 {e.name}：请用 .venv/bin/pip install 装上。") from None


def _delete(backup_id: str, path: Path, engine: Engine) -> None:
    try:
        if backups.delete(backup_id, path, engine):
            complain(f"测评结束了，测评进行中做的备份 {path} 已经删除。请再备份一次。")
    except OSError:
        complain(f"测评结束了，测评进行中做的备份 {path} 应当删除，但没有权限：请自己删除，再备份一次。")


def meeting_of(db: Session, code: str) -> Meeting:
    """Return the meeting whose code was typed, in small letters too. Raise MeetingNotFound."""
    return meetings.by_code(db, code.strip().upper())
