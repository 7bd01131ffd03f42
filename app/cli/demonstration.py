"""What `demo` makes once and keeps: the demonstration meeting and a login for it."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from app.cli.store import Store, meeting_of
from app.config import Settings
from app.meeting_file import read_meeting
from app.staff.passwords import hash_password
from sessions import staff
from sessions.errors import MeetingNotFound
from sessions.prepare.codes import ALPHABET
from sessions.prepare.importing import import_meeting
from sessions.prepare.spec import MeetingSpec

FILE = Path(__file__).parents[1] / "meeting_file" / "demo.yaml"
LOGIN = "demo"
_FIVE_MINUTES = 5 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Record:
    """The demonstration as it stands in DATA_DIR, for this account only: later runs print the same login."""

    meeting_code: str
    name: str
    password: str
    port: int


def read_record(data_dir: Path) -> Record | None:
    """Read what an earlier `demo` has kept; None if there was none."""
    try:
        return Record(**json.loads(_path(data_dir).read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def prepare(store: Store, settings: Settings) -> Record:
    """Make the demonstration meeting and its login unless they are there."""
    record = read_record(settings.data_dir)
    if record is None or not _exists(store, record.meeting_code):
        password = "-".join("".join(secrets.choice(ALPHABET.lower()) for _ in range(4)) for _ in range(3))
        spec = read_meeting(FILE.read_text("utf-8"))
        code = store.write(_make, spec, hash_password(password, LOGIN))
        record = Record(code, LOGIN, password, settings.port)
    record = replace(record, port=settings.port)
    _keep(_path(settings.data_dir), record)
    return record


def open_category() -> str:
    """Return the category that a phone may join by the QR code in the terminal."""
    return read_meeting(FILE.read_text("utf-8")).settings.open_join[0]


def _make(db: Session, now: int, spec: MeetingSpec, password_hash: str) -> str:
    starts_at = -(-now // _FIVE_MINUTES) * _FIVE_MINUTES
    imported = import_meeting(db, now, replace(spec, starts_at=starts_at))
    if staff.by_name(db, LOGIN) is None:
        staff.add(db, now, LOGIN, password_hash, [staff.StaffRole.ADMIN, staff.StaffRole.HOST])
    else:
        staff.set_password(db, now, LOGIN, password_hash)
    return imported.meeting_code


def _exists(store: Store, code: str) -> bool:
    with store.read() as db:
        try:
            meeting_of(db, code)
        except MeetingNotFound:
            return False
    return True


def _path(data_dir: Path) -> Path:
    return data_dir / "demo.json"


def _keep(path: Path, record: Record) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(record), file, ensure_ascii=False)
    draft.replace(path)
