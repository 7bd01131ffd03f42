"""The meeting file: what the office writes in YAML, read into a `MeetingSpec` with every problem named at once."""

from app.meeting_file.meeting import read_meeting
from app.meeting_file.problems import MeetingFileErrors, Problem

__all__ = ["MeetingFileErrors", "Problem", "read_meeting"]
