"""Static files: under an address that changes with them, kept for ever, nothing else readable."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import assets
from app.assets import Assets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of static files with a secret beside it."""
    (tmp_path / "secret.txt").write_text("secret")
    static = tmp_path / "static"
    (static / "js").mkdir(parents=True)
    (static / "js" / "main.js").write_text("export const a = 1\n" * 50)
    (static / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n" * 20)
    return static


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    """A browser on an app that serves nothing else."""
    app = Flask(__name__, static_folder=None)
    assets.init_app(app, folder)
    return app.test_client()


def test_a_file_is_compressed_and_kept_for_ever(client: FlaskClient, folder: Path) -> None:
    """Who takes gzip gets it, with the right kind and a year's life; the version is in the address."""
    address = Assets(folder).url("js/main.js")

    answer = client.get(address, headers={"Accept-Encoding": "gzip, deflate"})

    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.data) == (folder / "js" / "main.js").read_bytes()


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0"])
def test_who_takes_no_gzip_gets_the_file_as_it_is(client: FlaskClient, folder: Path, accepted: str) -> None:
    """Compression is never forced on a client."""
    answer = client.get(Assets(folder).url("js/main.js"), headers={"Accept-Encoding": accepted})

    assert "Content-Encoding" not in answer.headers
    assert answer.data == (folder / "js" / "main.js").read_bytes()


def test_a_picture_is_not_compressed_again(client: FlaskClient, folder: Path) -> None:
    """PNG is compressed already."""
    answer = client.get(Assets(folder).url("dot.png"), headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Type"] == "image/png"
    assert "Content-Encoding" not in answer.headers


def test_an_older_page_gets_the_file_but_keeps_it_not(client: FlaskClient) -> None:
    """After an update a page that is still open must not poison its cache under the old address."""
    assert client.get("/static/000000000000/js/main.js").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "name",
    ["../secret.txt", "..%2fsecret.txt", "js/../../secret.txt", "/etc/passwd", "js", "", ".git", "%2e%2e/secret.txt"],
)
def test_nothing_outside_can_be_named(client: FlaskClient, folder: Path, name: str) -> None:
    """A path that leaves the folder, a folder, and nothing at all."""
    answer = client.get(f"/static/{Assets(folder).version}/{name}")

    assert answer.status_code in (404, 308)
    assert b"secret" not in answer.data


def test_the_version_changes_with_any_file(folder: Path) -> None:
    """One byte in one file is enough, and so is another name."""
    before = Assets(folder).version
    (folder / "js" / "main.js").write_text("export const a = 2\n")
    changed = Assets(folder).version
    (folder / "js" / "main.js").rename(folder / "js" / "other.js")

    assert len({before, changed, Assets(folder).version}) == 3


def test_a_page_with_a_wrong_name_does_not_render(folder: Path) -> None:
    """A misspelt file shows in the first test, not as a page without its script in the hall."""
    with pytest.raises(LookupError):
        Assets(folder).url("js/mian.js")
