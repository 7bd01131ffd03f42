"""`make screenshots` in small: pictures of some pages, of the size that their names say."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def size_of(picture: Path) -> tuple[int, int]:
    """Read width and height from the head of a PNG file."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return int(width), int(height)


def test_each_page_is_taken_at_the_sizes_of_its_kind(tmp_path: Path) -> None:
    """The first act gives login and home at a desk's and a phone's size; what was not asked for is not there."""
    camera = [sys.executable, "-m", "tests.walk.camera", str(tmp_path), "--until", "office", "--only", "login", "home"]
    done = subprocess.run(camera, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)

    assert done.returncode == 0, done.stderr
    names = ("login", "login-wrong", "home-empty", "home")
    expected = {f"{name}-{width}x{height}.png" for name in names for width, height in ((1440, 900), (390, 844))}
    assert {picture.name for picture in tmp_path.iterdir()} == expected
    assert size_of(tmp_path / "home-1440x900.png") == (1440, 900)
    assert size_of(tmp_path / "home-390x844.png") == (390, 844)
    assert "8 张图片" in done.stdout
