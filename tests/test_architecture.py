"""The rules of the house (DESIGN.md 2, STYLE.md 4), read from the source itself."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SESSIONS = sorted((ROOT / "sessions").rglob("*.py"))
APP = sorted((ROOT / "app").rglob("*.py"))
LONGEST = 300


def name_of(path: Path) -> str:
    """Return a file's path as the rules name it."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text("utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Give every module that a tree imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def attributes(tree: ast.AST) -> Iterator[str]:
    """Give every dotted name that a tree uses, as ``time.time``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def calls(tree: ast.AST) -> Iterator[str]:
    """Give the last part of every name that a tree calls, as ``commit``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node.func.id


def files(paths: list[Path]) -> pytest.MarkDecorator:
    """Ask for one test a file."""
    return pytest.mark.parametrize("path", paths, ids=name_of)


@files(SESSIONS)
def test_the_domain_imports_nothing_but_the_library_sqlalchemy_and_itself(path: Path) -> None:
    """So it runs without Flask, sockets or an environment."""
    allowed = sys.stdlib_module_names | {"sqlalchemy", "sessions"}

    assert {name.split(".")[0] for name in imported(tree_of(path))} <= allowed


CLOCKS = {
    "time.time", "time.time_ns", "datetime.now", "datetime.utcnow", "date.today", "os.environ", "os.getenv",
}  # fmt: skip


@files(SESSIONS)
def test_the_domain_has_no_clock_and_no_environment(path: Path) -> None:
    """The time is passed in; only the patience for a lock is measured, in database.py."""
    used = set(attributes(tree_of(path)))

    assert not used & CLOCKS
    assert path.name == "database.py" or not {name for name in used if name.startswith("time.")}


@files(APP)
def test_only_the_runtime_knows_eventlet_and_gevent(path: Path) -> None:
    """The way out of eventlet stays one file."""
    waits = {name.split(".")[0] for name in imported(tree_of(path))} & {"eventlet", "gevent", "greenlet"}

    assert not waits or name_of(path) == "app/runtime.py"


@files(APP)
def test_pages_and_sockets_do_not_know_each_other(path: Path) -> None:
    """Both are adapters to the domain."""
    part = path.relative_to(ROOT / "app").parts[0]
    other = {"pages": "app.sockets", "sockets": "app.pages"}.get(part)

    assert other is None or not [name for name in imported(tree_of(path)) if name.startswith(other)]


WRITING = {"app/writer.py", "app/cli/store.py"}


@files([path for path in APP + SESSIONS if name_of(path) not in WRITING | {"sessions/database.py"}])
def test_only_the_writer_opens_or_commits_a_transaction(path: Path) -> None:
    """Verbs change rows and never commit; the schema's upgrade (cli/store.py) is the one exception."""
    assert not {"commit", "begin", "begin_nested"} & set(calls(tree_of(path)))


EMITTING = {"app/feed.py", "app/publisher.py", "app/sockets/__init__.py"}


@files([path for path in APP if name_of(path) not in EMITTING and "crowd" not in path.parts])
def test_only_the_publisher_emits_state(path: Path) -> None:
    """Nobody writes a delta by hand, and nobody sends one."""
    source = path.read_text("utf-8")

    assert not {"emit", "send_now", "start_background_task"} & set(calls(tree_of(path))) or name_of(path) in (
        "app/websocket.py",
    )
    assert "frames.update(" not in source
    assert "frames.beat(" not in source


def test_importing_the_package_imports_nothing() -> None:
    """Patching must come before everything else, and a package's own code runs first of all."""
    assert (ROOT / "app" / "__init__.py").read_text() == ""


def test_the_entry_patches_before_it_imports_anything_of_ours() -> None:
    """A library imported before the patch would wait in the old way, for ever: so the order of lines matters."""
    tree = tree_of(ROOT / "app" / "__main__.py")
    patched = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and "patch" in set(calls(node))]
    before = [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and node.lineno < min(patched)
        for name in imported(node)
        if name.split(".")[0] not in sys.stdlib_module_names
    ]

    assert set(before) <= {"app", "app.runtime"}


@files(APP + SESSIONS)
def test_a_file_is_a_room_and_says_what_it_is_for(path: Path) -> None:
    """Small, with a docstring; split where a noun splits."""
    source = path.read_text("utf-8")

    assert source == "" or ast.get_docstring(ast.parse(source))
    assert source.count("\n") <= LONGEST
