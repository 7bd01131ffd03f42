"""`meeting results`, `meeting export`, `verify` and `purge`: what is left of a meeting."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.cli.archive import write_archive
from app.cli.arguments import complain, say
from app.cli.crowding import crowd_file
from app.cli.store import Refusal, Store, meeting_of
from app.config import Settings
from sessions.live.meetings import Subject
from sessions.live.purge import purge as purge_meeting
from sessions.live.reports import results_for_staff
from sessions.live.verify import verify as verify_meeting

KINDS = {"seats": "现场", "viewers": "线上"}


def results(args: argparse.Namespace, settings: Settings) -> int:
    """Print the results that staff may see."""
    with Store(settings).read() as db:
        meeting = meeting_of(db, args.code)
        found = results_for_staff(db, meeting.code)
        if args.json:
            say(json.dumps(found, ensure_ascii=False))
            return 0
        names = {s.id: s.name for s in db.scalars(select(Subject).where(Subject.meeting_id == meeting.id))}
    for result in found:
        say(f"{names[result['subject_id']]}（{KINDS[result['audience']]}）  {_sentence(result)}")
    if not found:
        say("还没有结束的测评。")
    return 0


def _sentence(result: dict[str, Any]) -> str:
    counts = f"收回 {result['cast']} 张，其中弃权 {result['abstained']} 张"
    if not result["quorum_met"]:
        counts += "，参评率不足"
    if result["state"] != "revealed":
        return f"已封存，尚未公布；{counts}"
    if result.get("withheld"):
        return f"有效票过少，不予公布；{counts}"
    rates = result["rates"]
    score = result["score"] or "无有效测评"
    return f"得分 {score}，优秀率 {_percent(rates['excellent'])}，优良率 {_percent(rates['good_or_better'])}；{counts}"


def _percent(rate: str | None) -> str:
    return "无" if rate is None else f"{rate}%"


def export(args: argparse.Namespace, settings: Settings) -> int:
    """Write what staff may see of a meeting into one zip file."""
    target = Path(args.file)
    if target.exists():
        raise Refusal(f"{target} 已经有了，不覆盖。请换一个文件名。")
    with Store(settings).read() as db:
        names = write_archive(db, meeting_of(db, args.code), target)
    say(f"已存成 {target}：{'、'.join(names)}。")
    return 0


def verify(args: argparse.Namespace, settings: Settings) -> int:
    """Print every invariant; fail if one is broken."""
    with Store(settings).read() as db:
        checks = verify_meeting(db, meeting_of(db, args.code).code)
    for sentence, holds in checks:
        say(f"{'通过' if holds else '不符'}  {sentence}")
    broken = sum(not holds for _, holds in checks)
    if broken:
        complain(f"{len(checks)} 项中有 {broken} 项不成立。请保留现场数据，不要公布结果，并联系技术人员。")
        return 1
    say(f"{len(checks)} 项全部成立。")
    return 0


def purge(args: argparse.Namespace, settings: Settings) -> int:
    """Delete a meeting for good; at a terminal only after its code has been typed once more."""
    store = Store(settings)
    with store.read() as db:
        meeting = meeting_of(db, args.code)
        code, title = meeting.code, meeting.title
    if sys.stdin.isatty():
        say(f"将永久删除“{title}”的全部数据，包括票证、质询、测评结果和操作记录，不能恢复。")
        if input(f"确定要删除，请输入会议编号 {code}：").strip().upper() != code:
            raise Refusal("编号不对，没有删除。")
    store.write(purge_meeting, code)
    crowd_file(settings.data_dir, code).unlink(missing_ok=True)
    say(f"已删除“{title}”。早先的备份和导出文件请另行删除。")
    return 0
