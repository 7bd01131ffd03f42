"""docs/protocol.md against the code: a command, section or refusal without its line there fails here."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import msgspec

import app.sockets  # noqa: F401 - importing registers the commands
from app.sockets.registry import COMMANDS
from app.wire import commands as wire
from app.wire.sections import SHAPES
from sessions import errors
from sessions.live.audience import Audience

TEXT = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text("utf-8")
LETTER = {Audience.HOST: "H", Audience.SEATS: "S", Audience.OBSERVERS: "O", Audience.SCREEN: "P", Audience.VIEWERS: "V"}


def table(heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading, cell by cell."""
    part = TEXT.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("*").strip("`") for cell in row] for row in rows[2:]]


def fields(schema: type[msgspec.Struct]) -> set[str]:
    """Return a payload's fields as the table writes them; what every command may carry stands above the table."""
    every = msgspec.structs.fields(schema)
    return {f"{f.name}{'' if f.required else '?'}" for f in every if f.name != "client_id" or f.required}


def test_every_command_has_its_line_and_no_other_stands_there() -> None:
    """Name, who, right and fields."""
    said = {name: (who, right, set(re.findall(r"[a-z_]+\??", given))) for name, who, right, given in table("Commands")}
    wanted = {}
    for name, command in COMMANDS.items():
        letters = "".join(
            LETTER[a] for a in (Audience.HOST, Audience.SEATS, Audience.VIEWERS) if a in command.audiences
        )
        wanted[name] = (letters, str(command.right or ""), fields(command.schema))
    wanted["ballot.cast"] = ("SV", "score", fields(wire.BallotCast))
    wanted["sync"], wanted["health.get"] = ("HSVP", "", set()), ("H", "", set())
    wanted["section.get"] = ("HSVP", "", fields(wire.SectionGet))

    assert said == wanted


def test_every_section_has_its_line_with_who_gets_it() -> None:
    """By the allow-list of shapes."""
    said = {row[0]: set(row[1]) for row in table("Sections")}

    assert said == {name: {LETTER[audience] for audience in shapes} for name, shapes in SHAPES.items()}


def test_every_refusal_is_listed() -> None:
    """With its HTTP status."""
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.DomainError)]

    assert {tuple(row) for row in table("Refusals")} == {
        (kind.code, str(kind.status)) for kind in kinds if kind is not errors.DomainError
    }
