"""`demo` and `crowd`: one person tries a whole meeting on one machine."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from app.access import Access, Tokens
from app.crowd.phone import Phone
from sessions.live.audience import Audience
from tests.cli.installation import ROOT, Installation


def until(phone: Phone, what: Callable[[dict[str, Any]], bool], seconds: float = 40) -> None:
    """Wait until the sections say so."""
    end = time.monotonic() + seconds
    while not what(phone.sections):
        assert time.monotonic() < end, phone.sections
        time.sleep(0.1)


def host_of(installation: Installation, code: str) -> Phone:
    """Sit down at the console of a meeting."""
    meeting = next(m for m in installation.json("meeting", "list", "--json") if m["code"] == code)
    access = Access(meeting["id"], Audience.HOST, "staff:import")
    host = Phone(installation.url, Tokens("k" * 40).issue_access(access))
    host.connect()
    until(host, lambda s: "stage" in s)
    return host


def test_the_demonstration_keeps_its_meeting_and_login(empty: Installation) -> None:
    """A first start makes key, database, meeting and login; a second one finds them as they were."""
    empty.data_dir.mkdir()
    said = []
    for _ in range(2):
        with empty.process("demo", SECRET_KEY="") as process:
            empty.wait_until_served(process)
            said.append(empty.output())

    assert said[0] == said[1]
    code = re.search(r"会议编号 (\w{6})", said[0])
    assert code
    for address in (f"/console/{code[1]}", "/screen/", f"/live/{code[1]}", f"/o/{code[1]}/sector_representative"):
        assert empty.url + address in said[0]
    assert re.search(r"用户名 demo    密码 \S{14}", said[0])
    assert "█▀▀▀▀▀█" in said[0] or "▄▄▄▄▄" in said[0]
    assert len(empty.json("meeting", "list", "--json")) == 1
    assert all(path.stat().st_mode & 0o077 == 0 for path in empty.data_dir.iterdir() if path.name != "output")


@pytest.mark.parametrize("engine", ["eventlet", "gevent", "threading"])
def test_ctrl_c_ends_the_server_with_one_line(empty: Installation, engine: str) -> None:
    """Whatever it waits on: no traceback, and an exit code of which make says nothing."""
    empty.data_dir.mkdir()
    with empty.process("demo", ASYNC_MODE=engine) as process:
        empty.wait_until_served(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0

    assert empty.output().endswith("\n已停止，数据都在。\n")
    assert "Traceback" not in empty.output()


def test_a_crowd_takes_part_in_the_meeting(empty: Installation) -> None:
    """Played delegates scan in, check in, ask and score through the server's own doors."""
    empty.data_dir.mkdir()
    with empty.process("demo") as process:
        empty.wait_until_served(process)
        code = json.loads((empty.data_dir / "demo.json").read_text())["meeting_code"]
        crowd = subprocess.Popen(
            [sys.executable, "-m", "app", "crowd", "--seats", "14", "--pace", "30"],
            cwd=ROOT, env=empty.environment(), stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            host = host_of(empty, code)
            _hold(host)
            host.close()
            said, _ = crowd.communicate(timeout=40)
        finally:
            crowd.terminate()
            crowd.wait(20)

    assert crowd.returncode == 0
    assert said.count("扫码进场") == said.count("签到") == 14
    assert said.count("已评分") >= 5
    assert "提问：" in said
    assert "没有成功" not in said
    assert said.endswith("模拟代表都已离场。\n")


def _hold(host: Phone) -> None:
    subject = host.sections["meeting"]["subjects"][0]["id"]
    item = next(item for item in host.sections["agenda"] if item["subject_ids"] == [subject])
    host.send("meeting.open", {})
    until(host, lambda s: sum(c["present"] for c in s["presence"]) == 14)
    host.send("meeting.start", {})
    host.send("agenda.go", {"item_id": item["item_id"], "stage": "inquiry"})
    until(host, lambda s: len(s["questions"]) >= 3)
    host.send("agenda.go", {"item_id": item["item_id"], "stage": "appraisal"})
    reason = {"reason": "演示"}
    opened = host.send("round.open", {"subject_ids": [subject], "audience": "seats", "seconds": 60, **reason})
    until(host, lambda s: sum(t["cast"] for t in s["turnout"]) >= 5)
    host.send("round.close", {"round_id": opened["round_id"]})
    host.send("meeting.close", {})
