"""QR codes: as SVG for pages and paper, as text for a terminal."""

from __future__ import annotations

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET_ZONE = 4
"""Light modules around the code, as the standard asks: without them phones do not find it."""


def qr_svg(text: str) -> str:
    """Return an SVG element (viewBox in modules, black on white, no inline style) to be sized by CSS."""
    matrix = _matrix(text)
    size = len(matrix)
    path = "".join(
        f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(matrix) for start, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path fill="#000" d="{path}"/></svg>'
    )


def qr_text(text: str) -> str:
    """Return the code in half blocks, two modules high a line, white on the dark ground of a terminal."""
    matrix = _matrix(text)
    if len(matrix) % 2:
        matrix.append([False] * len(matrix))
    blocks = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    pairs = zip(matrix[::2], matrix[1::2], strict=True)
    return "\n".join("".join(blocks[cell] for cell in zip(upper, lower, strict=True)) for upper, lower in pairs)


def wifi_text(ssid: str, password: str) -> str:
    """Return the text that lets a phone's camera join a wireless network."""
    kind = "WPA" if password else "nopass"
    return f"WIFI:T:{kind};S:{_escaped(ssid)};P:{_escaped(password)};;"


def _matrix(text: str) -> list[list[bool]]:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    return matrix


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return (start, length) of each run of dark modules."""
    starts = [x for x, dark in enumerate(row) if dark and (x == 0 or not row[x - 1])]
    ends = [x + 1 for x, dark in enumerate(row) if dark and (x + 1 == len(row) or not row[x + 1])]
    return [(start, end - start) for start, end in zip(starts, ends, strict=True)]


def _escaped(text: str) -> str:
    return "".join("\\" + c if c in '\\;,":' else c for c in text)
