"""Short codes to type from a slip: eight characters of Crockford's base 32, which has no letters I, L, O and U."""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8

_READ_AS = str.maketrans("OIL", "011")
_DASHES = "Pd"


def new_code() -> str:
    """Draw a code at random (40 bits). Whoever stores it sees to it that no other slip has the same."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed(text: str) -> str:
    """Read a code, or a part of one, as people type it.

    Small letters, full-width ones of a Chinese keyboard, blanks and dashes are taken; O is read as 0, I and L as 1.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != _DASHES).translate(_READ_AS)


def clean(text: str) -> str | None:
    """Read a whole code as people type it; None when it cannot be one."""
    code = typed(text)
    return code if len(code) == LENGTH and all(c in ALPHABET for c in code) else None
