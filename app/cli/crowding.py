"""`crowd`: take free slips of a meeting and let processes play the delegates."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from sqlalchemy import select

from app.access import Tokens
from app.cli.arguments import complain, say
from app.cli.demonstration import read_record
from app.cli.store import Refusal, Store, meeting_of
from app.config import EVERY_ADDRESS, Settings
from app.crowd.plan import FreeSeat, Part, Plan, choose, labels
from sessions.live.meetings import Category
from sessions.live.seats import Seat, device_hash

ROOT = Path(__file__).parents[2]
Devices = dict[str, str]
"""The secrets of the devices that an earlier crowd of this machine has bound, by seat."""


def play(args: argparse.Namespace, settings: Settings) -> int:
    """Choose seats, remember their devices, and play until the meeting ends or Ctrl-C."""
    record = read_record(settings.data_dir)
    code = args.code or (record.meeting_code if record else "")
    if not code:
        raise Refusal("请写上会议编号，例如：.venv/bin/python -m app crowd AB12CD（编号用 meeting list 查看）。")
    url = _server_url(settings, record.port if record else settings.port)
    tokens = Tokens(settings.with_found_key().secret_key)
    kept = crowd_file(settings.data_dir, code)
    devices = _read_devices(kept)
    seats = choose(_free_seats(Store(settings), tokens, code, devices), args.seats)
    if not seats:
        raise Refusal("这场会议没有空的票证可用了。请运行 make reset 重新开始，或换一场会议。")
    devices |= {seat.seat_id: secrets.token_hex(16) for seat in seats if not seat.device}
    _keep_devices(kept, devices)
    if len(seats) < args.seats:
        say(f"空票证不够 {args.seats} 张，来 {len(seats)} 位。")
    say(f"{len(seats)} 位模拟代表进场，按 Ctrl+C 让他们离场。")
    return _run(_plan(url, args.pace, seats, devices))


def crowd_file(data_dir: Path, code: str) -> Path:
    """Return where the devices of a meeting's crowd are kept."""
    return data_dir / f"crowd-{code.strip().upper()}.json"


def _plan(url: str, pace: float, seats: list[FreeSeat], devices: Devices) -> Plan:
    parts = tuple(
        Part(seat.token, devices[seat.seat_id], label, rank, len(seats))
        for rank, (seat, label) in enumerate(zip(seats, labels(seats), strict=True))
    )
    return Plan(url, pace, parts)


def _free_seats(store: Store, tokens: Tokens, code: str, devices: Devices) -> list[FreeSeat]:
    with store.read() as db:
        meeting = meeting_of(db, code)
        rows = db.execute(
            select(Seat, Category)
            .join(Category, Category.id == Seat.category_id)
            .where(Seat.meeting_id == meeting.id)
            .order_by(Category.position, Seat.id)
        )
        seats = [
            FreeSeat(seat.id, tokens.slip_token(seat.id), kind.key, kind.name, kind.role, _device_of(seat, devices))
            for seat, kind in rows
            if seat.device is None or _device_of(seat, devices)
        ]
    return seats


def _device_of(seat: Seat, devices: Devices) -> str:
    """Return the secret of the device that holds the seat, if it is one of ours."""
    device = devices.get(seat.id, "")
    return device if device and seat.device == device_hash(device) else ""


def _read_devices(path: Path) -> Devices:
    try:
        devices: Devices = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return devices


def _keep_devices(path: Path, devices: Devices) -> None:
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(devices, file)


def _server_url(settings: Settings, demo_port: int) -> str:
    """Return the server's address on this machine, after asking it."""
    host = "127.0.0.1" if settings.host in EVERY_ADDRESS else settings.host
    port = settings.port if os.environ.get("PORT") else demo_port
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url + "/healthz", timeout=10):
            return url
    except (OSError, urllib.error.URLError):
        raise Refusal(f"{url} 没有应答：请先在另一个终端运行 make demo；换过端口的，请写上同样的 PORT=端口。") from None


def _run(plan: Plan) -> int:
    # an interpreter of its own, without the server's patches and libraries, from which the delegates are forked
    players = subprocess.Popen([sys.executable, "-m", "app.crowd"], cwd=ROOT, stdin=subprocess.PIPE, text=True)
    try:
        players.communicate(plan.to_json())
    except KeyboardInterrupt:
        players.send_signal(signal.SIGTERM)
        players.wait()
        say("模拟代表已离场。")
        return 0
    if players.returncode:
        complain(f"模拟代表意外中断（退出码 {players.returncode}）。请重新运行，他们会坐回原来的席位。")
        return 1
    say("模拟代表都已离场。")
    return 0
