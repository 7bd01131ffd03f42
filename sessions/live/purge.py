"""Delete a meeting for good: personal information is kept no longer than it is needed (DOMAIN.md 6)."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from sessions.errors import MeetingState
from sessions.live import meetings
from sessions.live.meetings import CLOSED, PREPARED, Meeting
from sessions.live.seal import TRACES


def purge(db: Session, now: int, code: str) -> None:
    """Delete the meeting with its seats, questions, ballots and audit trail; nothing of it stays in the database.

    Raise :class:`MeetingNotFound`, or :class:`MeetingState` while it is held.
    """
    meeting = meetings.by_code(db, code)
    if meeting.state not in (PREPARED, CLOSED):
        raise MeetingState("会议正在进行，不能删除。请先在主持台结束会议。")
    # every table of a meeting hangs on it with ON DELETE CASCADE
    db.execute(delete(Meeting).where(Meeting.id == meeting.id))
    db.info[TRACES] = True
