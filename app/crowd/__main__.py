"""Play a crowd: `python -m app.crowd < plan.json`, a process for each delegate.

Started by `python -m app crowd` in an interpreter of its own: it has nothing of the server in it, and the delegates
are forked from it, so that sixty of them share the memory of one.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from types import FrameType

from app.crowd.delegate import play
from app.crowd.plan import Part, Plan

ARRIVAL_SECONDS = 20.0


def main() -> int:
    """Start the delegates one after the other and wait until all have left; Ctrl-C takes them away."""
    plan = Plan.from_json(sys.stdin.read())
    children: list[int] = []
    signal.signal(signal.SIGTERM, _stop)
    try:
        for part in plan.parts:
            children.append(_start(plan, part))
            time.sleep(ARRIVAL_SECONDS / len(plan.parts) / plan.pace * random.uniform(0.5, 1.5))  # noqa: S311 - a pause
        for child in children:
            os.waitpid(child, 0)
    except KeyboardInterrupt:
        _take_away(children)
    return 0


def _start(plan: Plan, part: Part) -> int:
    child = os.fork()
    if child:
        return child
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        play(plan, part)
    finally:
        os._exit(0)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _take_away(children: list[int]) -> None:
    for child in children:
        try:
            os.kill(child, signal.SIGTERM)
            os.waitpid(child, 0)
        except (ProcessLookupError, ChildProcessError):
            continue


if __name__ == "__main__":
    sys.exit(main())
