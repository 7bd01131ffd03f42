"""Short codes: typed as people type them, drawn by chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.prepare.codes import ALPHABET, LENGTH, clean, new_code


def test_a_new_code_is_one_that_can_be_typed() -> None:
    """Each new code has eight characters, reads back as itself, and is hardly ever drawn twice."""
    codes = [new_code() for _ in range(500)]

    assert all(len(code) == LENGTH and clean(code) == code for code in codes)
    assert len(set(codes)) == 500
    assert set("".join(codes)) == set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "7K0M1QXZ",
        "7k0m1qxz",
        " 7k0m 1qxz ",
        "7K0M-1QXZ",
        "7KOM-IQXZ",
        "7komlqxz",
        "７Ｋ０Ｍ１ＱＸＺ",
        "7k0m—1qxz",
        "7K0M\u30001QXZ",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    """Case, blanks, dashes, full width, O for 0, I and L for 1 make no difference."""
    assert clean(typed) == "7K0M1QXZ"


@pytest.mark.parametrize(
    "typed", ["", "7K0M1QX", "7K0M1QXZZ", "7K0M1QXU", "7K0M1QX*", "七K0M1QXZ", "----", "7K0M_1QXZ"]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    """Too short, too long, or with a character that no code has."""
    assert clean(typed) is None


@given(st.text(max_size=20))
def test_reading_never_fails_and_gives_only_codes(typed: str) -> None:
    """Whatever is typed gives None or eight characters of the alphabet, and reading it again changes nothing."""
    code = clean(typed)

    assert code is None or (len(code) == LENGTH and set(code) <= set(ALPHABET) and clean(code) == code)
