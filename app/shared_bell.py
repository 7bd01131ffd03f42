"""The bell of several processes: each rings itself at once, and the others through Redis (DESIGN.md 5, 8).

What passes is a meeting's id and a pace, never state. So Redis may be lost, slow or full of strangers: a ring that does
not arrive costs the half second until the publisher asks the database by itself, and nothing else.
"""

from __future__ import annotations

import secrets
from typing import Any

import redis

from app import runtime
from app.bell import NOW, Bell, Pace
from app.idle import Idle
from app.logs import log
from app.redis_pool import pool

CHANNEL = "shuping:bell"
PATIENCE_S = 1.0
"""How long Redis may take to answer or to be reached; only the two greenlets of this file wait for it."""
AGAIN_S = 0.5
LISTEN_S = 5.0
"""After so much silence Redis is asked whether it is still there: a half-open line would be silent for ever."""


class SharedBell:
    """Ring the publisher of this process, and those of all others that share the Redis."""

    def __init__(self, near: Bell, url: str) -> None:
        self._near = near
        self._name = secrets.token_hex(8)
        self._redis = redis.Redis(connection_pool=pool(url, PATIENCE_S, decode_responses=True))
        self._waiting: dict[str, Pace] = {}
        self._idle = Idle()
        self.connected = False

    def start(self) -> None:
        """Begin to tell the others and to hear them."""
        runtime.spawn(self._tell_for_ever)
        runtime.spawn(self._hear_for_ever)

    def ring(self, meeting_id: str, pace: Pace) -> None:
        """Ring here, and have it told elsewhere (app.bell.Bell)."""
        self._near.ring(meeting_id, pace)
        if self._waiting.get(meeting_id) is not NOW:
            self._waiting[meeting_id] = pace
        self._idle.wake()

    def _tell_for_ever(self) -> None:
        while True:
            try:
                self._wait_and_tell()
            except redis.RedisError:
                # these rings are lost; who listens for the others says so in the log
                runtime.sleep(AGAIN_S)
            except Exception:
                log.exception("bell.failed")
                runtime.sleep(AGAIN_S)

    def _wait_and_tell(self) -> None:
        self._idle.wait_for(self._waiting)
        waiting, self._waiting = self._waiting, {}
        for meeting_id, pace in waiting.items():
            self._redis.publish(CHANNEL, f"{self._name} {pace} {meeting_id}")

    def _hear_for_ever(self) -> None:
        told = False
        while True:
            try:
                self._hear()
            except Exception as error:
                if self.connected or not told:
                    log.warning("bell.redis_lost", kind=type(error).__name__)
                told, self.connected = True, False
            runtime.sleep(AGAIN_S)

    def _hear(self) -> None:
        with redis.client.PubSub(self._redis.connection_pool, ignore_subscribe_messages=True) as heard:
            heard.subscribe(CHANNEL)
            asked = False
            while True:
                message = heard.get_message(timeout=LISTEN_S)
                if message is not None:
                    asked = False
                    self._take(message)
                elif asked:
                    raise redis.TimeoutError
                else:
                    # also right after subscribing: its answer proves that the line is whole
                    asked = True
                    heard.ping()

    def _take(self, message: dict[str, Any]) -> None:
        if not self.connected:
            self.connected = True
            log.info("bell.redis_there")
        if message["type"] != "message":
            return
        teller, _, rung = str(message["data"]).partition(" ")
        pace, _, meeting_id = rung.partition(" ")
        if teller != self._name and pace in tuple(Pace):
            self._near.ring(meeting_id, Pace(pace))
