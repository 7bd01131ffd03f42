"""Staff accounts: who prepares and holds meetings. Passwords come here hashed; nothing here knows how."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions.errors import AccessInvalid, AccessReleased, PayloadInvalid
from sessions.schema import Base, new_id

FAILURES = 20
"""Wrong passwords for one name, from wherever, until the name is locked. What one address may try is less by far
(app/limits.py), so that a stranger in the hall cannot lock the host out."""
LOCKED_MS = 15 * 60 * 1000
LONGEST_NAME = 40
IMPORT = "import"
"""The name under which ``meeting import`` hands out its access (DESIGN.md 3); no account may have it."""


class StaffRole(StrEnum):
    """What a member of staff may do; a person may have several (DESIGN.md 3)."""

    ADMIN = "admin"
    HOST = "host"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    TELLER = "teller"


ROLE_NAMES = {
    StaffRole.ADMIN: "管理员",
    StaffRole.HOST: "会务主持",
    StaffRole.REVIEWER: "预审",
    StaffRole.SUPERVISOR: "督察督办",
    StaffRole.TELLER: "监票计票",
}


class Staff(Base):
    """One account. ``generation`` rises with every new password and with :func:`log_out`: whatever was given out
    before, sessions, accesses and sockets, is over.

    ``failures`` counts the wrong passwords since ``failed_at`` was last more than a lock ago; times are milliseconds
    since 1970 UTC.
    """

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    roles: Mapped[list[str]] = mapped_column(JSON)
    generation: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[int | None] = mapped_column(BigInteger)
    locked_until: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[int] = mapped_column(BigInteger)

    def locked_ms(self, now: int) -> int:
        """Return for how long this name still takes no password; 0 when it does."""
        return max(0, (self.locked_until or 0) - now)


def add(db: Session, now: int, name: str, password_hash: str, roles: Sequence[str]) -> str:
    """Make an account and return its id. Raise :class:`PayloadInvalid` for a name in use and an unknown role."""
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise PayloadInvalid(f"用户名要有 1 到 {LONGEST_NAME} 个字。", field="name")
    if name == IMPORT or by_name(db, name) is not None:
        raise PayloadInvalid(f"用户名“{name}”已经有了，请换一个；要换密码请用 staff password。", field="name")
    wrong = [role for role in roles if role not in ROLE_NAMES]
    if wrong or not roles:
        known = "、".join(f"{role}（{said}）" for role, said in ROLE_NAMES.items())
        raise PayloadInvalid(f"角色不对，请用：{known}。", field="role")
    staff = Staff(id=new_id(), name=name, password_hash=password_hash, roles=list(dict.fromkeys(roles)), created_at=now)
    db.add(staff)
    db.flush()
    return staff.id


def set_password(db: Session, now: int, name: str, password_hash: str) -> None:
    """Change a password: ends every session of the account and lifts its lock. Raise :class:`PayloadInvalid`."""
    staff = _named(db, name)
    staff.password_hash = password_hash
    staff.generation += 1
    _unlock(staff)


def log_out(db: Session, now: int, name: str) -> None:
    """End every session of the account, on whatever machine. Raise :class:`PayloadInvalid`."""
    _named(db, name).generation += 1


def _named(db: Session, name: str) -> Staff:
    staff = by_name(db, name)
    if staff is None:
        raise PayloadInvalid(f"没有用户“{name}”，请核对用户名。", field="name")
    return staff


def require_current(db: Session, name: str, generation: int) -> None:
    """Raise :class:`AccessInvalid` where there is no such account, :class:`AccessReleased` where its sessions ended."""
    if name == IMPORT:
        return
    current = generations(db, [name]).get(name)
    if current is None:
        raise AccessInvalid
    if current != generation:
        raise AccessReleased(LOGGED_OUT)


LOGGED_OUT = "登录已经失效：密码换过了，或已经退出。请刷新页面，重新登录。"


def generations(db: Session, names: Collection[str]) -> dict[str, int]:
    """Return the generation of each of these accounts."""
    rows = db.execute(select(Staff.name, Staff.generation).where(Staff.name.in_(names)))
    return {row.name: row.generation for row in rows}


def by_name(db: Session, name: str) -> Staff | None:
    """Return the account of this name."""
    return db.scalar(select(Staff).where(Staff.name == name.strip()))


def note_failure(db: Session, now: int, staff_id: str) -> None:
    """Count a wrong password; lock the name for a while when there were too many of them."""
    # two processes that count at one moment must both be counted
    staff = db.get(Staff, staff_id, with_for_update=True)
    if staff is None or staff.locked_ms(now):
        return
    recent = staff.failed_at is not None and now - staff.failed_at < LOCKED_MS
    staff.failures = staff.failures + 1 if recent else 1
    staff.failed_at = now
    if staff.failures >= FAILURES:
        staff.locked_until = now + LOCKED_MS
        staff.failures = 0


def note_login(db: Session, now: int, staff_id: str) -> None:
    """Forget the wrong passwords after a right one."""
    staff = db.get(Staff, staff_id)
    if staff is not None and staff.failed_at is not None:
        _unlock(staff)


def _unlock(staff: Staff) -> None:
    staff.failures, staff.failed_at, staff.locked_until = 0, None, None
