"""The answer's turn at the microphone: whose question is being answered, and its clock (kept on the meeting)."""

from __future__ import annotations

from sessions.live.meetings import Meeting
from sessions.live.timers import Clock

SECONDS = 180
"""An answer's time (DOMAIN.md 3: question 1, answer 3 minutes)."""


def clock(meeting: Meeting) -> Clock:
    """Return the answer's clock."""
    return Clock(meeting.turn_state, meeting.turn_ends_at, meeting.turn_left_ms)


def keep(meeting: Meeting, kept: Clock) -> None:
    """Keep the answer's clock."""
    meeting.turn_state, meeting.turn_ends_at, meeting.turn_left_ms = kept.state, kept.ends_at, kept.left_ms


def stop(meeting: Meeting, *, answering: bool) -> None:
    """Take the clock away. ``answering``: whether the screen goes on showing the answer until the next call."""
    keep(meeting, Clock())
    meeting.turn_question_id, meeting.answering = None, meeting.answering and answering
