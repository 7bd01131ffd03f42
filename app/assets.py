"""Static files from memory: compressed once, kept by browsers for ever, under an address that changes with them.

The version in the address stands in front of the path, so that relative imports between modules keep it.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request

from app.linking import link

bp = Blueprint("assets", __name__)

FOLDER = Path(__file__).parents[1] / "static"
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".LICENSE": "text/plain; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_PACKED = frozenset({".ico", ".png", ".woff2"})
LINKED = {"js/phone.js": "js/phone/main.js", "js/viewer.js": "js/viewer/main.js"}
"""Scripts for a whole hall at once: each is put together from the module named, where the folder has it."""
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes as they are and, where that is smaller, compressed."""

    kind: str
    plain: bytes
    gzipped: bytes | None


class Assets:
    """All files below one folder, read once; nothing outside of it can be named."""

    def __init__(self, folder: Path) -> None:
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        self._files = {path.relative_to(folder).as_posix(): _asset(path.suffix, path.read_bytes()) for path in paths}
        for name, entry in LINKED.items():
            if entry in self._files:
                self._files[name] = _asset(".js", link(self._text, entry).encode())
        digest = hashlib.sha256()
        for name, asset in self._files.items():
            digest.update(f"{name}\0{len(asset.plain)}\0".encode() + asset.plain)
        self.version = digest.hexdigest()[:12]

    def _text(self, name: str) -> str:
        return self._files[name].plain.decode()

    def get(self, name: str) -> Asset | None:
        """Return the file, or None."""
        return self._files.get(name)

    def url(self, name: str) -> str:
        """Return the address of a file for a page. Raises LookupError, so that a wrong name shows in the first test."""
        if name not in self._files:
            raise LookupError(f"no static file {name}")
        return f"/static/{self.version}/{name}"


def init_app(app: Flask, folder: Path = FOLDER) -> None:
    """Serve the folder and give templates ``asset('js/phone/main.js')``."""
    assets = _load(folder)
    app.extensions["assets"] = assets
    app.jinja_env.globals["asset"] = assets.url
    app.register_blueprint(bp)


@bp.get("/static/<version>/<path:name>")
def file(version: str, name: str) -> Response:
    """Serve a file; one asked for under another version comes from a page older than this process."""
    assets: Assets = current_app.extensions["assets"]
    asset = assets.get(name)
    if asset is None:
        abort(404)
    zipped = asset.gzipped is not None and request.accept_encodings.quality("gzip") > 0
    response = Response(asset.gzipped if zipped else asset.plain, content_type=asset.kind)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    if asset.gzipped is not None:
        response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = _FOREVER if version == assets.version else "no-cache"
    return response


@cache
def _load(folder: Path) -> Assets:
    return Assets(folder)


def _asset(suffix: str, plain: bytes) -> Asset:
    kind = _KINDS.get(suffix, "application/octet-stream")
    gzipped = None if suffix in _PACKED else gzip.compress(plain, 9, mtime=0)
    return Asset(kind, plain, gzipped if gzipped is not None and len(gzipped) < len(plain) else None)
