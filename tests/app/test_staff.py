"""Staff accounts: names once, roles known, passwords hashed, and a lock after too many wrong ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.staff.passwords import hash_password, is_right
from sessions import staff
from sessions.database import writer_engine
from sessions.errors import PayloadInvalid
from sessions.schema import Base

NOW = 1_800_000_000_000


@pytest.fixture
def db() -> Iterator[Session]:
    """An empty database."""
    engine = writer_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def test_an_account_is_found_by_its_name(db: Session) -> None:
    """Blanks around the name are nothing; roles stand as given, once each."""
    staff.add(db, NOW, " 林书平 ", "hash", ["host", "teller", "host"])

    found = staff.by_name(db, "林书平 ")
    assert found is not None
    assert (found.name, found.roles) == ("林书平", ["host", "teller"])
    assert staff.by_name(db, "别人") is None


@pytest.mark.parametrize(
    ("name", "roles", "field"),
    [("", ["host"], "name"), ("x" * 41, ["host"], "name"), ("taken", ["host"], "name"), ("import", ["host"], "name"),
     ("new", [], "role"), ("new", ["chair"], "role")],
)  # fmt: skip
def test_a_wrong_account_is_refused_with_the_field(db: Session, name: str, roles: list[str], field: str) -> None:
    """No name, one in use, the one of imports, no role, one that is none."""
    staff.add(db, NOW, "taken", "hash", ["host"])

    with pytest.raises(PayloadInvalid) as refused:
        staff.add(db, NOW, name, "hash", roles)

    assert refused.value.field == field


def test_a_name_is_locked_after_too_many_wrong_passwords(db: Session) -> None:
    """The last of them locks it for a quarter of an hour; then the count begins anew."""
    staff_id = staff.add(db, NOW, "host", "hash", ["host"])
    for _ in range(staff.FAILURES - 1):
        staff.note_failure(db, NOW, staff_id)
    account = db.get_one(staff.Staff, staff_id)
    assert account.locked_ms(NOW) == 0

    staff.note_failure(db, NOW + 1000, staff_id)

    assert account.locked_ms(NOW + 1000) == staff.LOCKED_MS
    assert account.locked_ms(NOW + 1000 + staff.LOCKED_MS) == 0
    staff.note_failure(db, NOW + 1000 + staff.LOCKED_MS, staff_id)
    assert account.locked_ms(NOW + 1000 + staff.LOCKED_MS) == 0


def test_old_failures_are_forgotten(db: Session) -> None:
    """A wrong password a day for weeks locks nobody out; a right one wipes the count."""
    staff_id = staff.add(db, NOW, "host", "hash", ["host"])
    for day in range(staff.FAILURES + 5):
        staff.note_failure(db, NOW + day * 86_400_000, staff_id)
    account = db.get_one(staff.Staff, staff_id)
    assert (account.locked_until, account.failures) == (None, 1)

    staff.note_login(db, NOW, staff_id)

    assert account.failures == 0


def test_a_new_password_ends_sessions_and_lifts_the_lock(db: Session) -> None:
    """The generation rises, so that a stolen session is over."""
    staff_id = staff.add(db, NOW, "host", "hash", ["host"])
    for _ in range(staff.FAILURES):
        staff.note_failure(db, NOW, staff_id)
    account = db.get_one(staff.Staff, staff_id)

    staff.set_password(db, NOW, "host", "other hash")

    assert (account.password_hash, account.generation, account.locked_ms(NOW)) == ("other hash", 1, 0)
    with pytest.raises(PayloadInvalid):
        staff.set_password(db, NOW, "nobody", "hash")


def test_a_password_is_stored_as_its_hash() -> None:
    """The right one fits, another does not, and nothing fits nobody."""
    stored = hash_password("yunchuan-2026")

    assert stored.startswith("$argon2id$")
    assert is_right(stored, "yunchuan-2026")
    assert not is_right(stored, "yunchuan-2027")
    assert not is_right("no hash", "yunchuan-2026")
    assert not is_right(None, "the password of nobody")


@pytest.mark.parametrize("password", ["", "short", "aaaaaaaaaaaa", "linshuping1"])
def test_a_password_that_is_easy_is_refused(password: str) -> None:
    """Too short, one character over and over, or the name itself."""
    with pytest.raises(PayloadInvalid, match="密码"):
        hash_password(password, "LinShuping")
