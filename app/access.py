"""Signed tokens: who somebody is, without a password and without personal data.

Each kind has a salt of its own, so that a token of one kind is never good as another. This is the one module that
signs, so that another algorithm can take its place.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadData, BadSignature, SignatureExpired, Signer, URLSafeSerializer, URLSafeTimedSerializer

from sessions.errors import AccessExpired, AccessInvalid, MeetingNotFound, SeatUnknown

ACCESS_SECONDS = 12 * 3600
VIEWER_SECONDS = 180 * 24 * 3600
DEVICE_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Access:
    """What opens the socket: a meeting, an audience of it, and who acts.

    ``actor`` is ``seat:<id>``, ``viewer:<id>``, ``staff:<name>`` or ``screen``; ``generation`` is the seat's, raised by
    a release, or the account's, raised by a new password: older tokens are dead (0 for all who are neither).
    """

    meeting_id: str
    audience: str
    actor: str
    seat_id: str | None = None
    generation: int = 0


class Tokens:
    """Issue and read every token of this installation with its one secret key."""

    def __init__(self, secret_key: str) -> None:
        signing: dict[str, Any] = {"digest_method": hashlib.sha256}
        self._access = URLSafeTimedSerializer(secret_key, salt="access", signer_kwargs=signing)
        self._viewer = URLSafeTimedSerializer(secret_key, salt="viewer", signer_kwargs=signing)
        self._device = URLSafeTimedSerializer(secret_key, salt="device", signer_kwargs=signing)
        self._screen = URLSafeSerializer(secret_key, salt="screen", signer_kwargs=signing)
        # a bare signer: a slip's token stands in a printed QR code, where every character makes it harder to scan
        self._slip = Signer(secret_key, salt="slip", digest_method=hashlib.sha256)

    def issue_access(self, access: Access) -> str:
        """Return a token that opens the socket for twelve hours."""
        return self._dumps(self._access, [access.meeting_id, access.audience, access.actor, access.generation])

    def read_access(self, token: str) -> Access:
        """Return what the token names. Raises AccessInvalid or AccessExpired; a release is for the caller to check."""
        try:
            meeting_id, audience, actor, generation = _loads(self._access, token, ACCESS_SECONDS)
        except SignatureExpired:
            raise AccessExpired from None
        except (BadData, TypeError, ValueError):
            raise AccessInvalid from None
        kind, _, seat_id = actor.partition(":")
        return Access(meeting_id, audience, actor, seat_id if kind == "seat" else None, generation)

    def slip_token(self, seat_id: str) -> str:
        """Return the token printed on a seat's slip; it never expires and says nothing about a person."""
        return self._slip.sign(seat_id).decode("ascii")

    def read_slip(self, token: str) -> str:
        """Return the seat's id. Raises SeatUnknown."""
        try:
            return self._slip.unsign(token).decode("ascii")
        except (BadSignature, UnicodeError):
            raise SeatUnknown from None

    def screen_token(self, meeting_id: str) -> str:
        """Return the token in the address of a meeting's screen."""
        return self._dumps(self._screen, meeting_id)

    def read_screen(self, token: str) -> str:
        """Return the meeting's id. Raises MeetingNotFound."""
        try:
            meeting_id: str = self._screen.loads(token)
        except BadData:
            raise MeetingNotFound("这个大屏地址不对，请从主持台重新打开大屏。") from None
        return meeting_id

    def viewer_cookie(self, viewer_id: str) -> str:
        """Return the value of the cookie that makes one browser one viewer."""
        return self._dumps(self._viewer, viewer_id)

    def read_viewer_cookie(self, value: str) -> str | None:
        """Return the viewer's id, or None if the cookie is not ours or too old: the browser is a new viewer then."""
        try:
            viewer_id: str = _loads(self._viewer, value, VIEWER_SECONDS)
        except BadData:
            return None
        return viewer_id

    def device_cookie(self, device: str) -> str:
        """Return the value of the cookie by which open join knows a phone again that has lost all else."""
        return self._dumps(self._device, device)

    def read_device_cookie(self, value: str) -> str | None:
        """Return the device's secret, or None if the cookie is not ours or too old."""
        try:
            device: str = _loads(self._device, value, DEVICE_SECONDS)
        except BadData:
            return None
        return device

    @staticmethod
    def _dumps(serializer: URLSafeSerializer | URLSafeTimedSerializer, value: Any) -> str:
        token = serializer.dumps(value)
        return token if isinstance(token, str) else token.decode("ascii")


def _loads(serializer: URLSafeTimedSerializer, token: str, seconds: int) -> Any:
    """Return what a token says. One from the future is good: its signer's clock was ahead, or ours has been set back.

    (The library's own ``max_age`` refuses it, and with it every phone of a hall after a restart on such a clock.)
    """
    value, signed_at = serializer.loads(token, return_timestamp=True)
    if time.time() - signed_at.timestamp() > seconds:
        raise SignatureExpired("too old")
    return value


def screen_url(public_url: str, tokens: Tokens, meeting_id: str) -> str:
    """Return the address of a meeting's screen."""
    return f"{public_url}/screen/{tokens.screen_token(meeting_id)}"


def viewer_url(public_url: str, meeting_code: str) -> str:
    """Return the address of a meeting's live page."""
    return f"{public_url}/live/{meeting_code}"


def slip_url(public_url: str, tokens: Tokens, seat_id: str) -> str:
    """Return the address in a slip's QR code."""
    return f"{public_url}/j/{tokens.slip_token(seat_id)}"
