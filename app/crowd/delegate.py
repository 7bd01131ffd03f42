"""One played delegate from the door to the end of the meeting: one process, one socket."""

from __future__ import annotations

import heapq
import secrets
import time
from functools import partial
from itertools import count

from app.crowd.mind import Act, Mind
from app.crowd.phone import GONE, PATIENCE_SECONDS, Phone, Refused, join
from app.crowd.plan import Part, Plan

IDLE_SECONDS = 20
DOOR_SECONDS = 2.0
"""How long to wait before the door is tried again, where nobody answers or the server is just starting."""
_TOO_LATE = ("stage.mismatch", "round.closed", "comment.closed", "question.state", "notice.not_found")
"""The meeting went on in the very second: happens to people too, and means nothing."""
_LATER = ("server.busy", "server.full", "rate.limited", "meeting.state")


def play(plan: Plan, part: Part) -> None:
    """Scan in, follow the meeting and act at human pace until it is closed."""
    phone = _enter(plan, part)
    if phone is None:
        return
    say(part, "扫码进场")
    try:
        Delegate(phone, plan, part).stay()
    finally:
        phone.close()


def _enter(plan: Plan, part: Part) -> Phone | None:
    """Scan in; while nobody answers, try again. Return None where the door stays shut."""
    end, told = time.monotonic() + PATIENCE_SECONDS, False
    while True:
        try:
            phone = Phone(plan.url, join(plan.url, part.token, part.device), partial(_say_line, part))
            phone.connect()
        except (Refused, OSError) as e:
            waits = isinstance(e, OSError) or e.code in _LATER
            if not waits or time.monotonic() > end:
                say(part, f"没能进场：{e if isinstance(e, Refused) else '服务器一直没有应答'}")
                return None
            if not told:
                say(part, "服务器没有应答，在门口等着再试")
            told = True
            time.sleep(DOOR_SECONDS)
        else:
            return phone


def _say_line(part: Part, up: bool) -> None:
    say(part, "又连上了" if up else "连接断了，正在重连")


class Delegate:
    """Keeps what is decided but not yet done, in the order of its time."""

    def __init__(self, phone: Phone, plan: Plan, part: Part) -> None:
        self._phone, self._part, self._pace = phone, part, plan.pace
        # not to be guessed: the ballots of a played meeting are as secret as those of a real one
        self._mind = Mind(secrets.SystemRandom(), part.rank, part.ranks)
        self._decided: list[tuple[float, int, Act]] = []
        self._order = count()

    def stay(self) -> None:
        """Follow the meeting until it is closed or the seat is taken away."""
        while True:
            self._phone.changed.clear()
            if self._phone.refused and self._phone.refused.code in GONE:
                say(self._part, f"离场：{self._phone.refused}")
                return
            if time.monotonic() - self._phone.heard_at > PATIENCE_SECONDS:
                say(self._part, "服务器一直没有应答，离场")
                return
            if self._phone.sections.get("meeting", {}).get("state") == "closed":
                say(self._part, "会议结束，离场")
                return
            for act in self._mind.acts(self._phone.sections, _now()):
                heapq.heappush(self._decided, (time.monotonic() + act.delay / self._pace, next(self._order), act))
            self._do_what_is_due()
            self._phone.changed.wait(self._until_next())

    def _until_next(self) -> float:
        if not self._decided:
            return IDLE_SECONDS
        return min(max(self._decided[0][0] - time.monotonic(), 0.0), IDLE_SECONDS)

    def _do_what_is_due(self) -> None:
        while self._decided and self._decided[0][0] <= time.monotonic():
            act = heapq.heappop(self._decided)[2]
            if self._mind.still_offered(act, self._phone.sections, _now()):
                self._do(act)
            else:
                self._mind.forget(act)

    def _do(self, act: Act) -> None:
        try:
            self._phone.send(act.command, act.payload)
        except Refused as e:
            if e.code not in (*_TOO_LATE, *GONE):
                say(self._part, f"没有成功（{act.said}）：{e}")
            if e.code in _LATER:
                self._mind.forget(act)
        except TimeoutError:
            say(self._part, f"服务器一直没有应答（{act.said}）")
            self._mind.forget(act)
        else:
            say(self._part, act.said)


def say(part: Part, what: str) -> None:
    """Print one running line; one write a line, so that sixty processes do not mix theirs."""
    print(f"{time.strftime('%H:%M:%S')}  {part.label}  {what}\n", end="", flush=True)


def _now() -> int:
    return int(time.time() * 1000)
