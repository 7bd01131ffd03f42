"""Seats (票证): the right that a slip carries, bound to the first device that uses it (DESIGN.md 3)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions import database
from sessions.errors import CategoryNotFound, JoinClosed, PayloadInvalid, SeatBoundElsewhere, SeatUnknown
from sessions.live import meetings
from sessions.live.actors import Actor
from sessions.live.audience import Audience, audience_of
from sessions.live.meetings import OPEN, RUNNING, Category, Meeting
from sessions.prepare.codes import new_code, typed
from sessions.schema import Base, new_id


class Seat(Base):
    """One seat of a category. It knows no person: slips are drawn at random.

    ``code`` is what the slip prints, ``device`` the hash of the device it is bound to. ``generation`` rises with every
    release: tokens and sockets of older ones are dead. ``taken_open``: taken by open join, its paper slip is dead.
    """

    __tablename__ = "seat"
    __table_args__ = (Index("ix_seat_meeting_category", "meeting_id", "category_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    category_id: Mapped[str] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(8), unique=True, default=new_code)
    name: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[str | None] = mapped_column(ForeignKey("subject.id", ondelete="CASCADE"))
    device: Mapped[str | None] = mapped_column(String(64))
    bound_at: Mapped[int | None] = mapped_column(BigInteger)
    generation: Mapped[int] = mapped_column(default=0)
    releases: Mapped[int] = mapped_column(default=0, server_default="0")
    taken_open: Mapped[bool] = mapped_column(default=False)
    checked_in_at: Mapped[int | None] = mapped_column(BigInteger)


@dataclass(frozen=True, slots=True)
class Joined:
    """What a device gets for its slip. ``device`` is its secret: shown to it once, stored as a hash.

    ``fresh`` where it has just been bound.
    """

    seat_id: str
    meeting_id: str
    meeting_code: str
    category: str
    category_name: str
    role: str
    audience: Audience
    generation: int
    device: str
    fresh: bool


def join(db: Session, now: int, *, seat_id: str | None = None, code: str | None = None, device: str | None) -> Joined:
    """Bind a slip, by its seat or its short code, to the device that uses it first; let that device come back.

    Raise :class:`SeatUnknown` for a slip that is none or was taken by open join, :class:`SeatBoundElsewhere` for one
    in use on another device.
    """
    slip = Seat.id == seat_id if seat_id else Seat.code == (code or "")
    # of two phones that show one slip to two processes, the second waits here and sees the first one's device
    seat = db.scalar(select(Seat).where(slip).with_for_update())
    if seat is None:
        raise SeatUnknown
    if seat.device is not None:
        if device is None or not secrets.compare_digest(seat.device, device_hash(device)):
            raise SeatUnknown if seat.taken_open else SeatBoundElsewhere
        return _joined(db, seat, device)
    return _joined(db, seat, _bind(seat, now, device), fresh=True)


def open_join(
    db: Session, now: int, *, meeting_code: str, category: str, device: str | None, known: str | None = None
) -> Joined:
    """Give the device a seat of an open category that no device holds; the paper slip of that seat is dead then.

    One seat a device: by the secret it sends, or by the one it is ``known`` to have had.

    Raise :class:`MeetingNotFound`, :class:`CategoryNotFound`, or :class:`JoinClosed` where it is not allowed or no
    seat is left.
    """
    meeting = meetings.by_code(db, meeting_code)
    kind = db.scalar(select(Category).where(Category.meeting_id == meeting.id, Category.key == category))
    if kind is None:
        raise CategoryNotFound
    if category not in meeting.settings["open_join"]:
        raise JoinClosed
    for secret in (device, known):
        if secret is not None:  # two taps of one phone get one seat
            database.hold(db.connection(), f"device:{device_hash(secret)}")
        mine = None if secret is None else _held(db, kind.id, secret)
        if secret is not None and mine is not None:
            return _joined(db, mine, secret)
    # a released slip is not free: it is somebody's, with what he asked and cast, and he is on his way back
    free = select(Seat).where(Seat.category_id == kind.id, Seat.device.is_(None), Seat.releases == 0)
    # nobody waits for a seat that another process is giving away at this moment: there is the next one
    seat = db.scalar(free.order_by(Seat.id).limit(1).with_for_update(skip_locked=True))
    if seat is None:
        raise JoinClosed
    seat.taken_open = True
    return _joined(db, seat, _bind(seat, now, device or known), fresh=True)


def _bind(seat: Seat, now: int, device: str | None) -> str:
    """Bind a free seat. A device of our own making is taken up again, so that one phone keeps one identity."""
    device = device if device is not None and len(device) == 32 else secrets.token_hex(16)
    seat.device, seat.bound_at = device_hash(device), now
    return device


def _held(db: Session, category_id: str, device: str) -> Seat | None:
    return db.scalar(select(Seat).where(Seat.category_id == category_id, Seat.device == device_hash(device)))


def holds(db: Session, meeting: Meeting, category: str, devices: Collection[str]) -> bool:
    """Return whether one of the devices has a seat of the category already."""
    kinds = select(Category.id).where(Category.meeting_id == meeting.id, Category.key == category)
    hashes = [device_hash(device) for device in devices]
    found = select(Seat.id).where(Seat.category_id.in_(kinds), Seat.device.in_(hashes)).limit(1)
    return db.scalar(found) is not None


def expected(db: Session, meeting: Meeting) -> int:
    """Return how many the meeting expects, of all categories."""
    return db.scalar(select(func.sum(Category.expected)).where(Category.meeting_id == meeting.id)) or 0


def _joined(db: Session, seat: Seat, device: str, *, fresh: bool = False) -> Joined:
    meeting, kind = db.get_one(Meeting, seat.meeting_id), db.get_one(Category, seat.category_id)
    return Joined(
        seat_id=seat.id,
        meeting_id=meeting.id,
        meeting_code=meeting.code,
        category=kind.key,
        category_name=kind.name,
        role=kind.role,
        audience=audience_of(kind.role),
        generation=seat.generation,
        device=device,
        fresh=fresh,
    )


def device_hash(device: str) -> str:
    """Return what is stored of a device's secret."""
    return hashlib.sha256(device.encode()).hexdigest()


def check_in(db: Session, now: int, actor: Actor) -> None:
    """签到: count the seat as present. Scoring needs it."""
    meetings.get(db, actor.meeting_id).require(OPEN, RUNNING)
    db.execute(update(Seat).where(Seat.id == actor.seat, Seat.checked_in_at.is_(None)).values(checked_in_at=now))


def find(db: Session, now: int, actor: Actor, code_tail: str) -> dict[str, Any]:
    """Return the seats whose code ends like this, for the host to release one: category, tail, present, bound."""
    tail = typed(code_tail)
    if len(tail) != 4:
        raise PayloadInvalid("请输入票证编码的最后 4 位。", field="code_tail")
    rows = db.execute(
        select(Seat, Category.key)
        .join(Category, Category.id == Seat.category_id)
        .where(Seat.meeting_id == actor.meeting_id, func.substr(Seat.code, 5) == tail)
        .order_by(Category.position, Seat.code)
    )
    found = [
        {
            "seat_id": seat.id,
            "category": category,
            "code_tail": seat.code[-4:],
            "present": seat.checked_in_at is not None,
            "bound": seat.device is not None,
        }
        for seat, category in rows
    ]
    return {"seats": found}


def release(db: Session, now: int, actor: Actor, seat_id: str) -> None:
    """Let another device use the slip; the old one is put out. Being present stays, and so does what was cast."""
    seat = db.get(Seat, seat_id)
    if seat is None or seat.meeting_id != actor.meeting_id:
        raise SeatUnknown("没有找到这张票证，请重新查找。")
    if seat.device is None:
        return
    seat.device, seat.bound_at, seat.taken_open = None, None, False
    seat.generation += 1
    seat.releases += 1
