"""The checked-in fonts are what scripts/fonts.sh made, with their licence, and no phone loads them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "static" / "fonts"


def test_every_file_is_the_one_in_the_manifest() -> None:
    """A file that was edited by hand, or forgotten, is noticed."""
    told = {entry["file"]: entry["sha256"] for entry in json.loads((FONTS / "manifest.json").read_text())["files"]}
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in FONTS.iterdir() if p.name != "manifest.json"}

    assert found == told


def test_the_licence_is_with_them() -> None:
    """The Open Font License asks to be handed on with the font."""
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "serif.LICENSE").read_text("utf-8")


def test_the_screen_alone_loads_them() -> None:
    """A phone page stays light: only the projector's page names the fonts."""
    naming = [path.name for path in (ROOT / "templates").glob("**/*.html") if "fonts/" in path.read_text("utf-8")]

    assert naming == ["screen.html"]
