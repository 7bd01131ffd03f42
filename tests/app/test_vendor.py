"""The checked-in browser libraries are exactly what the manifest says."""

import hashlib
import json
from pathlib import Path
from typing import TypedDict

import pytest
from plotly.offline import get_plotlyjs_version

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"


class VendoredFile(TypedDict):
    """One entry of the manifest."""

    file: str
    package: str
    version: str
    licence: str
    sha256: str


def manifest() -> list[VendoredFile]:
    files: list[VendoredFile] = json.loads((VENDOR / "manifest.json").read_text("utf-8"))["files"]
    return files


@pytest.mark.parametrize("entry", manifest(), ids=lambda entry: str(entry["file"]))
def test_file_is_the_one_in_the_manifest(entry: VendoredFile) -> None:
    """A vendored file that was edited by hand, or half replaced, is noticed."""
    content = (VENDOR / entry["file"]).read_bytes()

    assert entry["sha256"] == hashlib.sha256(content).hexdigest()


def test_manifest_names_every_file() -> None:
    """Nothing lies in the vendor folder whose origin and licence are not said."""
    named = {entry["file"] for entry in manifest()} | {"manifest.json"}

    assert named == {path.name for path in VENDOR.iterdir()}


def test_every_package_brings_its_licence_text() -> None:
    """Each package that we ship is shipped with a licence text that is not empty."""
    packages = {entry["package"] for entry in manifest()}
    licensed = {
        entry["package"]
        for entry in manifest()
        if entry["file"].endswith(".LICENSE") and (VENDOR / entry["file"]).stat().st_size > 500
    }

    assert packages == licensed


def test_plotly_js_is_the_one_that_the_python_package_writes_for() -> None:
    """Figures built in Python are drawn by the version of plotly.js that they were made for."""
    versions = {entry["version"] for entry in manifest() if entry["package"] == "plotly.js"}

    assert versions == {get_plotlyjs_version()}
    assert f'"{get_plotlyjs_version()}"' in (VENDOR / "plotly.min.js").read_text("utf-8")


def test_modules_import_only_what_lies_beside_them() -> None:
    """No module needs an import map: every import is a relative file that is there."""
    for path in VENDOR.glob("*.js"):
        if path.name == "plotly.min.js":
            continue  # a classic script, it imports nothing
        for part in path.read_text("utf-8").split('from"')[1:]:
            target = part.split('"', 1)[0]

            assert target.startswith("./"), f"{path.name} imports {target}"
            assert (VENDOR / target).is_file()
