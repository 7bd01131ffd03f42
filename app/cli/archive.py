"""What `meeting export` writes: what the host may see of a meeting, through the sections' own allow-list."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meeting_file.writing import write_meeting
from sessions.live import view
from sessions.live.audience import Audience
from sessions.live.audit import AuditEntry
from sessions.live.hall import Links
from sessions.live.meetings import Meeting
from sessions.live.reports import results_for_staff
from sessions.prepare.exporting import spec_of

SECTIONS = ("meeting", "agenda", "presence", "questions", "comments")


def write_archive(db: Session, meeting: Meeting, target: Path) -> list[str]:
    """Write the zip, readable by this account only, and return the names in it. Nothing stays of a failed one."""
    _, views, _ = view.read(db, meeting.id, Links("", "", None), [Audience.HOST], [])
    papers = {f"{name}.json": _as_json(views[Audience.HOST][name]) for name in SECTIONS}
    papers["results.json"] = _as_json(results_for_staff(db, meeting.code))
    papers["audit.json"] = _as_json(_audit(db, meeting))
    papers["meeting.yaml"] = write_meeting(spec_of(db, meeting))
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in papers.items():
                archive.writestr(name, text)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return list(papers)


def _audit(db: Session, meeting: Meeting) -> list[dict[str, Any]]:
    entries = db.scalars(select(AuditEntry).where(AuditEntry.meeting_id == meeting.id).order_by(AuditEntry.id))
    # seats are no business of who reads the papers afterwards
    return [
        {"at": e.at, "actor": e.actor, "what": e.what, "detail": {k: v for k, v in e.detail.items() if k != "seat_id"}}
        for e in entries
    ]


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
