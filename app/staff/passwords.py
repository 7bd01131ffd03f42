"""Passwords: argon2 in a real thread, two at a time, so that neither the hub nor the memory pays for a rush."""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app import runtime
from sessions.errors import PayloadInvalid

SHORTEST = 10

_hasher = PasswordHasher()
_turns = threading.BoundedSemaphore(2)
"""Each hash takes 64 MiB while it runs (argon2's defaults)."""


def hash_password(password: str, name: str = "") -> str:
    """Return the hash to store. Raise :class:`PayloadInvalid` for a password that is too easy."""
    if len(password) < SHORTEST:
        raise PayloadInvalid(f"密码太短，请用至少 {SHORTEST} 个字符。", field="password")
    if len(set(password)) < 4 or (name and name.lower() in password.lower()):
        raise PayloadInvalid("密码太容易猜到，请不要用重复的字符或用户名。", field="password")
    with _turns:
        return runtime.thread_call(_hasher.hash, password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Say whether the password fits. Without an account (None) it takes the same time, so that no name is found out."""
    with _turns:
        return runtime.thread_call(_verify, password_hash, password)


def _verify(password_hash: str | None, password: str) -> bool:
    try:
        return _hasher.verify(password_hash or _hash_of_nobody(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash("the password of nobody")
