"""All meetings, for the lists of the office and the command line."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sessions.live.meetings import Meeting, Subject

MOST = 500


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """One meeting in a list; ``starts_at`` in milliseconds since 1970 UTC, ``subjects`` the number of them."""

    id: str
    code: str
    title: str
    place: str
    starts_at: int
    state: str
    rehearsal: bool
    subjects: int


def newest(db: Session) -> list[ListedMeeting]:
    """Return the meetings, the newest first."""
    subjects = select(func.count()).where(Subject.meeting_id == Meeting.id).scalar_subquery()
    rows = db.execute(select(Meeting, subjects).order_by(Meeting.starts_at.desc(), Meeting.code).limit(MOST))
    return [
        ListedMeeting(
            meeting.id, meeting.code, meeting.title, meeting.place, meeting.starts_at,
            meeting.state, meeting.rehearsal_since is not None, count,
        )
        for meeting, count in rows
    ]  # fmt: skip
