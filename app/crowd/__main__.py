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
import traceback
from types import FrameType

from app.crowd.delegate import play, say
from app.crowd.plan import Part, Plan

ARRIVAL_SECONDS = 20.0


def main() -> int:
    """Start the delegates one after the other and wait until all have left; Ctrl-C takes them away."""
    plan = Plan.from_json(sys.stdin.read())
    children: set[int] = set()
    signal.signal(signal.SIGTERM, _stop)
    starter = os.getppid()
    try:
        for part in plan.parts:
            children.add(_start(plan, part))
            time.sleep(ARRIVAL_SECONDS / len(plan.parts) / plan.pace * random.uniform(0.5, 1.5))  # noqa: S311 - a pause
        while children and os.getppid() == starter:
            children -= _gone(children)
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    _take_away(children)
    return 0


def _gone(children: set[int]) -> set[int]:
    return {child for child in children if os.waitpid(child, os.WNOHANG)[0]}


def _start(plan: Plan, part: Part) -> int:
    child = os.fork()
    if child:
        return child
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        play(plan, part)
    except Exception as e:
        # a delegate must not vanish without a word
        say(part, f"出错，离场：{type(e).__name__} {e}")
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(0)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _take_away(children: set[int]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children:
        os.kill(child, signal.SIGTERM)
    for child in children:
        os.waitpid(child, 0)


if __name__ == "__main__":
    sys.exit(main())
