"""One script out of many modules, put together in memory when the server starts.

A hall scans in within a minute: fifty requests a phone would cost the server more than the meeting itself, and fifty
small files compress half as well as one. So the pages of the hall get their modules in one file. There is no build:
the modules stay what they are, each becomes a function's body, and what a module exports is what its function returns.

Only what our modules and the checked-in libraries use is understood; anything else is refused, so that a test tells.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

_IMPORT = re.compile(r"""(?m)(?:^|(?<=;))import\s*(\w+)?\s*,?\s*(?:\{([^}]*)\}\s*)?from\s*['"]([^'"]+)['"];?""")
_PASSED_ON = re.compile(r"""(?m)(?:^|(?<=;))export\s*\{([^}]*)\}\s*from\s*['"]([^'"]+)['"];?""")
_LISTED = re.compile(r"(?m)(?:^|(?<=[;}]))export\s*\{([^}]*)\};?")
_DEFAULT = re.compile(r"(?m)(?:^|(?<=[;}]))export default ")
_NAMED = re.compile(r"(?m)^export ((?:async function|function|class|const)\s+([\w$]+))")
_LEFT = re.compile(r"(?m)(?:^|(?<=[;}]))\s*(?:import|export)\b(?!\s*\()[^\n]{0,60}")
_REMARKS = re.compile(r"(?m)^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)\n", re.DOTALL)


def link(read: Callable[[str], str], entry: str) -> str:
    """Return one script that does what the module ``entry`` and all that it imports do.

    ``read`` gives a module's text by its path. Raises ValueError for modules that import each other in a circle and
    for a form of import or export that is not understood.
    """
    linked: dict[str, str] = {}
    _add(read, entry, linked, ())
    return "\n".join(linked.values())


def _add(read: Callable[[str], str], path: str, linked: dict[str, str], above: tuple[str, ...]) -> None:
    if path in above:
        raise ValueError(f"modules import each other: {' -> '.join([*above, path])}")
    if path in linked:
        return
    text = read(path)
    for found in (*_IMPORT.finditer(text), *_PASSED_ON.finditer(text)):
        _add(read, _beside(path, found[found.re.groups]), linked, (*above, path))
    linked[path] = _as_function(path, text, {done: f"$m{number}" for number, done in enumerate(linked)}, len(linked))


def _beside(path: str, wanted: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), wanted))


def _as_function(path: str, text: str, names: dict[str, str], number: int) -> str:
    """Turn a module into ``const $m3 = (() => {...})()``; ``names`` holds the variable of each module before it."""
    given: list[str] = []

    def taken(found: re.Match[str]) -> str:
        module = names[_beside(path, found[3])]
        default = [f"default: {found[1]}"] if found[1] else []
        return f"const {{ {', '.join([*default, *_pairs(found[2] or '', inward=True)])} }} = {module};"

    def passed_on(found: re.Match[str]) -> str:
        module = names[_beside(path, found[2])]
        given.extend(f"{outer}: {module}.{inner}" for inner, outer in _split(found[1]))
        return ""

    def listed(found: re.Match[str]) -> str:
        given.extend(_pairs(found[1], inward=False))
        return ""

    def named(found: re.Match[str]) -> str:
        given.append(found[2])
        return found[1]

    body = text if path.startswith("vendor/") else _REMARKS.sub("", text)
    body = _LISTED.sub(listed, _PASSED_ON.sub(passed_on, _IMPORT.sub(taken, body)))
    body, defaults = _DEFAULT.subn("const $default = ", _NAMED.sub(named, body))
    if left := _LEFT.search(body):
        raise ValueError(f"{path}: not understood: {left[0].strip()}")
    given.extend(["default: $default"] if defaults else [])
    return f"const $m{number} = (() => {{\n{body}\nreturn {{ {', '.join(given)} }}\n}})();"


def _split(names: str) -> list[tuple[str, str]]:
    """Split ``a, b as c`` into pairs of the name before and after ``as``."""
    pairs = (name.split(" as ") for name in names.split(",") if name.strip())
    return [(pair[0].strip(), pair[-1].strip()) for pair in pairs]


def _pairs(names: str, *, inward: bool) -> list[str]:
    """Write the names for a destructuring (``inward``: outer name, inner name) or for an object that is returned."""
    pairs = _split(names)
    if inward:
        return [first if first == last else f"{first}: {last}" for first, last in pairs]
    return [first if first == last else f"{last}: {first}" for first, last in pairs]
