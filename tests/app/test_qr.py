"""QR codes say the same on paper, on a page and in a terminal."""

from __future__ import annotations

import re

import pytest

from app.qr import QUIET_ZONE, qr_svg, qr_text, wifi_text

URL = "http://192.168.1.10:8000/j/00112233445566ff.2uve4M7jTj9soOtuV74cK_ZgZqr-9UeKR9XEDfdcDYM"


def modules_of_svg(svg: str) -> set[tuple[int, int]]:
    """Return the dark modules (x, y) that the SVG draws."""
    dark = svg.split('fill="#000"')[1]
    return {
        (int(x) + i, int(y)) for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)", dark) for i in range(int(width))
    }  # fmt: skip


def modules_of_text(text: str) -> set[tuple[int, int]]:
    """Return the dark modules of the half blocks: a terminal's ground is dark."""
    upper, lower = " ▄", " ▀"
    lines = text.splitlines()
    top = {(x, 2 * y) for y, line in enumerate(lines) for x, block in enumerate(line) if block in upper}
    return top | {(x, 2 * y + 1) for y, line in enumerate(lines) for x, block in enumerate(line) if block in lower}


def test_page_and_terminal_draw_the_same_code() -> None:
    """Both drawings have the same dark modules, within a quiet zone."""
    svg = modules_of_svg(qr_svg(URL))

    assert svg == modules_of_text(qr_text(URL))
    assert min(x for x, _ in svg) == QUIET_ZONE
    assert min(y for _, y in svg) == QUIET_ZONE


def test_svg_stands_under_a_strict_policy() -> None:
    """No style attribute, no script; the size comes from CSS."""
    svg = qr_svg(URL)

    assert "style=" not in svg
    assert " width=" not in svg
    assert re.match(r'<svg [^>]*viewBox="0 0 (\d+) \1"', svg)


@pytest.mark.parametrize(
    ("ssid", "password", "text"),
    [
        ("会场", "shufa2026", "WIFI:T:WPA;S:会场;P:shufa2026;;"),
        ("open", "", "WIFI:T:nopass;S:open;P:;;"),
        ("a;b", 'p:"\\,', 'WIFI:T:WPA;S:a\\;b;P:p\\:\\"\\\\\\,;;'),
    ],
)
def test_wifi_text_escapes_what_would_end_a_value(ssid: str, password: str, text: str) -> None:
    """A network's name may hold any character."""
    assert wifi_text(ssid, password) == text
