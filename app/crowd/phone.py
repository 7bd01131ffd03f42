"""A phone without a screen: scans in, keeps the sections by the contract's rule, sends commands until acked."""

from __future__ import annotations

import http.client
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import socketio

ACK_SECONDS = 8
PATIENCE_SECONDS = 300
"""A server may be killed and started again in mid-meeting; after this long nobody waits any more."""

GONE = ("access.invalid", "access.released", "access.expired", "meeting.not_found")
"""With these the server lets the phone in no more."""


class Refused(Exception):
    """The server refused; `code` is the dotted code and the text is what a person would read."""

    def __init__(self, error: dict[str, Any]) -> None:
        self.code = str(error.get("code", ""))
        super().__init__(str(error.get("message", "没有成功")))


class Phone:
    """One seat's connection. `sections` is what a real phone would show; `changed` is set whenever it changes,
    and `heard_at` (of the monotonic clock) is when the server was last heard. `line` is told when the connection is
    lost (False) and when it is back (True)."""

    def __init__(self, url: str, access: str, line: Callable[[bool], None] = lambda up: None) -> None:
        self.sections: dict[str, Any] = {}
        self.changed = threading.Event()
        self.refused: Refused | None = None
        self.heard_at = time.monotonic()
        self.line = line
        self._url, self._access = url, access
        self._revs: dict[str, int] = {}
        self._lock = threading.Lock()
        self._up = threading.Event()
        self._lost = self._leaving = False
        # a hall's phones do not all come back in the same second after a restart
        self._socket = socketio.Client(reconnection_delay=1, reconnection_delay_max=6, handle_sigint=False)
        self._socket.on("connect", self._on_connect)
        self._socket.on("connect_error", self._on_connect_error)
        self._socket.on("disconnect", self._on_disconnect)
        self._socket.on("update", self._take)
        self._socket.on("beat", self._on_beat)

    def connect(self) -> None:
        """Open the socket; the sections come soon after. Raises Refused, or OSError if nobody answers."""
        try:
            self._socket.connect(
                self._url, auth={"access": self._access}, transports=["websocket"], wait_timeout=15, retry=False
            )
        except socketio.exceptions.ConnectionError as e:
            raise self.refused or ConnectionError(str(e)) from None

    def close(self) -> None:
        """Leave the hall."""
        self._leaving = True
        self._socket.disconnect()

    def send(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Send a command and wait for its ack, again while none comes, over a restart too: commands are safe to repeat.

        The payload stays the same each time, and with it the ids by which the server knows it again. Raises Refused.
        Gives up with TimeoutError after `PATIENCE_SECONDS`.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if self.refused and self.refused.code in GONE:
                raise self.refused
            if not self._up.wait(1):
                continue
            try:
                ack = self._socket.call(name, payload, timeout=ACK_SECONDS)
            except socketio.exceptions.SocketIOError:
                time.sleep(0.5)
                continue
            if not ack["ok"]:
                raise Refused(ack["error"])
            return dict(ack["data"] or {})
        raise TimeoutError

    def _on_connect(self) -> None:
        with self._lock:
            self._revs.clear()
        self._up.set()
        if self._lost:
            self._lost = False
            self.line(True)
        self._ask_for_all()

    def _on_disconnect(self, reason: str) -> None:
        self._up.clear()
        if self._leaving:
            return
        self._lost = True
        self.line(False)
        if reason == self._socket.reason.SERVER_DISCONNECT:
            # put out: the library leaves it at that; asking again tells why
            threading.Thread(target=self._come_back, daemon=True).start()

    def _come_back(self) -> None:
        while not self._leaving and not (self.refused and self.refused.code in GONE):
            time.sleep(1)
            try:
                self.connect()
            except (Refused, OSError):
                continue
            return

    def _on_connect_error(self, data: Any = None) -> None:
        error = data.get("data") if isinstance(data, dict) else None
        if isinstance(error, dict):
            self.refused = Refused(error)
            self.changed.set()

    def _ask_for_all(self) -> None:
        self._socket.emit("sync", {}, callback=self._on_sync)

    def _on_sync(self, ack: dict[str, Any]) -> None:
        if ack.get("ok"):
            self._take(ack["data"])

    def _take(self, state: dict[str, Any]) -> None:
        with self._lock:
            for name, value in state["sections"].items():
                if state["rev"] > self._revs.get(name, -1):
                    self._revs[name], self.sections[name] = state["rev"], value
        self.heard_at = time.monotonic()
        self.changed.set()

    def _on_beat(self, beat: dict[str, Any]) -> None:
        self.heard_at = time.monotonic()
        if any(self._revs.get(name, -1) < rev for name, rev in beat["rev"].items()):
            self._ask_for_all()


def join(url: str, token: str, device: str) -> str:
    """Scan a slip and return the access that opens the socket. Raises Refused, or OSError if nobody answers."""
    body = json.dumps({"token": token, "device": device}).encode()
    request = urllib.request.Request(  # noqa: S310 - the address is the server's own, always http(s)
        url + "/api/join", body, {"Content-Type": "application/json"}
    )
    # no proxy: the server is this machine or stands in the hall
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=20) as response:
            return str(json.load(response)["data"]["access"])
    except urllib.error.HTTPError as e:
        try:
            error = json.load(e)["error"]
        except ValueError:
            error = {"code": f"http.{e.code}", "message": f"服务器答复 {e.code}"}
        raise Refused(error) from None
    except (http.client.HTTPException, ValueError, KeyError) as e:
        # a server that was killed in the middle of its answer
        raise ConnectionError(str(e)) from None
