"""Cut texts for the screen by rule, so that every screen shows the same (look/screen.md).

Lengths are characters as read: runs of blanks and line breaks count as one blank. What is cut ends in ……, which is
within the limit. The whole text stays in the database and in the minutes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Size = Literal["s", "m", "l"]

QUESTION_SIZES: tuple[tuple[int, Size], ...] = ((44, "s"), (76, "m"), (130, "l"))
COMMENT_LIMITS = {"strengths": 36, "problems": 54, "advice": 54}
"""praise short, problems full: two lines of 成绩, three of 问题 and of 建议"""

_MORE = "……"
_SENTENCE_ENDS = "。?!;？！；"
_COMMAS = ",，"
_TITLE_CHARACTERS, _TITLE_LINES, _WIDE_CATEGORY = 27, 3, 100


@dataclass(frozen=True, slots=True)
class Cut:
    """A question as the screen shows it, and how large it is set (`data-len`)."""

    text: str
    size: Size


def question(text: str) -> Cut:
    """Cut a question to 130 characters and say how large it may be set: the shorter, the larger."""
    limit = QUESTION_SIZES[-1][0]
    fitted = _fit(text, limit)
    size = next(size for most, size in QUESTION_SIZES if len(fitted) <= most)
    # a cut question is a long one, however early its last sentence ends
    return Cut(fitted, size if fitted == _flat(text) else "l")


def comment_part(text: str, limit: int) -> str:
    """Cut one part of a comment to its limit (COMMENT_LIMITS); an empty part stays empty and is not to be shown."""
    return _fit(text, limit)


def title_size(title: str, category_sizes: Iterable[int]) -> Literal["m", "l"]:
    """Say how the welcome is set: large letters (m) for up to 27 characters in three lines and two-digit categories.

    The office sets the line breaks; blanks do not count. `category_sizes` are the expected numbers.
    """
    characters = len("".join(title.split()))
    long = characters > _TITLE_CHARACTERS or len(title.strip().splitlines()) > _TITLE_LINES
    return "l" if long or any(n >= _WIDE_CATEGORY for n in category_sizes) else "m"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _fit(text: str, limit: int) -> str:
    """Give the text if it fits; else end it at the last sentence, else at the last comma, else hard, and add ……."""
    flat = _flat(text)
    if len(flat) <= limit:
        return flat
    room = flat[: limit - len(_MORE)]
    # a greeting such as 您好! is no question: an end in the first quarter does not count
    least = limit // 4
    if (end := max(map(room.rfind, _SENTENCE_ENDS)) + 1) > least:
        return room[:end] + _MORE
    if (end := max(map(room.rfind, _COMMAS))) > least:
        return room[:end] + _MORE
    return room + _MORE
