"""`meeting import` and `meeting list`."""

from __future__ import annotations

import argparse
import json
import secrets
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from app.access import Access, Tokens, screen_url, viewer_url
from app.cli.arguments import complain, say
from app.cli.store import Refusal, Store
from app.config import Settings
from app.meeting_file import MeetingFileErrors, read_meeting
from app.meeting_file.document import MAX_BYTES
from sessions import staff
from sessions.live import listing
from sessions.live.audience import Audience
from sessions.prepare.importing import Imported, import_meeting
from sessions.prepare.spec import MeetingSpec

STATES = {"prepared": "未开会", "open": "签到中", "running": "进行中", "closed": "已结束"}
_LOCAL = timezone(timedelta(hours=8))


def import_file(args: argparse.Namespace, settings: Settings) -> int:
    """Import a meeting file whole, or say everything that is wrong with it and import nothing."""
    tokens = Tokens(settings.with_found_key().secret_key)
    try:
        spec = read_meeting(_text_of(Path(args.file)))
    except MeetingFileErrors as e:
        return _refuse(e, as_json=args.json)
    imported = Store(settings).write(import_meeting, spec)
    if args.json:
        say(json.dumps(_as_json(imported, settings, tokens), ensure_ascii=False))
        return 0
    say(f"已导入：{spec.title}")
    say(f"会议编号  {imported.meeting_code}")
    say(f"主持台    {settings.public_url}/console/{imported.meeting_code}")
    say(f"大屏      {screen_url(settings.public_url, tokens, imported.meeting_id)}")
    say(f"线上      {viewer_url(settings.public_url, imported.meeting_code)}")
    say(f"票证      {len(imported.seats)} 张：{_seats_by_category(spec)}")
    return 0


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Refusal(f"{path} 超过 1 MB，不像是一份会议文件。请核对选的是不是这个文件。")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{path} 不是 UTF-8 编码，请用编辑器另存为 UTF-8 后再导入。") from None


def _refuse(errors: MeetingFileErrors, as_json: bool) -> int:
    if as_json:
        found = [{"line": p.line, "path": p.path, "message": p.message} for p in errors.problems]
        say(json.dumps({"errors": found}, ensure_ascii=False))
    else:
        for p in errors.problems:
            complain(f"第 {p.line} 行 {p.path}：{p.message}" if p.path else f"第 {p.line} 行：{p.message}")
        complain(f"共 {len(errors.problems)} 处要改，什么也没有导入。")
    return 1


def _as_json(imported: Imported, settings: Settings, tokens: Tokens) -> dict[str, Any]:
    """Build what slips, screens and programs need (CONTRACT.md 1)."""

    def access(audience: Audience, actor: str) -> str:
        return tokens.issue_access(Access(imported.meeting_id, audience, actor))

    return {
        "meeting_code": imported.meeting_code,
        "host_access": access(Audience.HOST, f"staff:{staff.IMPORT}"),
        "screen_url": screen_url(settings.public_url, tokens, imported.meeting_id),
        "screen_access": access(Audience.SCREEN, "screen"),
        "viewer_url": viewer_url(settings.public_url, imported.meeting_code),
        "viewer_access": access(Audience.VIEWERS, f"viewer:{secrets.token_hex(16)}"),
        "seats": [
            {
                "category": seat.category,
                "role": seat.role,
                "token": tokens.slip_token(seat.seat_id),
                "code": seat.code,
                **({"subject": seat.subject} if seat.subject else {}),
                **({"name": seat.name} if seat.name else {}),
            }
            for seat in imported.seats
        ],
        "subjects": [{"key": key, "id": id_, "name": name} for key, id_, name in imported.subjects],
        "agenda": [_agenda_item(*item) for item in imported.agenda],
    }


def _agenda_item(item_id: str, kind: str, subject_ids: list[str]) -> dict[str, Any]:
    item: dict[str, Any] = {"item_id": item_id, "kind": kind}
    if kind == "subject":
        item["subject_id"] = subject_ids[0]
    elif subject_ids:
        item["subject_ids"] = subject_ids
    return item


def _seats_by_category(spec: MeetingSpec) -> str:
    return "，".join(f"{category.name} {category.expected}" for category in spec.categories)


def list_all(args: argparse.Namespace, settings: Settings) -> int:
    """List the meetings, the newest first."""
    with Store(settings).read() as db:
        found = listing.newest(db)
    if args.json:
        say(json.dumps([asdict(meeting) for meeting in found], ensure_ascii=False))
        return 0
    for meeting in found:
        starts = datetime.fromtimestamp(meeting.starts_at / 1000, _LOCAL)
        say(f"{meeting.code}  {starts:%Y-%m-%d %H:%M}  {STATES[meeting.state]}  {meeting.title}")
    if not found:
        say("还没有会议。请运行 meeting import 导入一场。")
    return 0
