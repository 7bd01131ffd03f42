#!/usr/bin/env bash
# Make static/fonts again: the serif of the screen, cut to the characters that a meeting in China needs, so that every
# hall looks the same whatever fonts its computer has. Its result is checked in; neither running nor testing needs this.
# The face is Noto Serif CJK SC Bold (SIL Open Font License) and the characters are those of 通用规范汉字表 (2013), by its
# three levels: common, less common, names and places. Both come from Debian 12's packages, the versions are below.
# Use: scripts/fonts.sh [TARGET]     (needs apt-get, dpkg and python3 with venv; works in a temporary folder)
set -euo pipefail

here="$(cd "$(dirname "$0")/.." && pwd)"
target="$(mkdir -p "${1:-$here/static/fonts}" && cd "${1:-$here/static/fonts}" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

apt-get -qq -o APT::Sandbox::User=root download fonts-noto-cjk=1:20220127+repack1-1 unicode-data=15.0.0-1
for package in ./*.deb; do dpkg-deb -x "$package" .; done
python3 -m venv venv
venv/bin/pip install --disable-pip-version-check -q fonttools==4.68.0 brotli==1.2.1

cat >cut.py <<'PY'
import bz2
import hashlib
import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection

FACE = Path("usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")
LICENCES = Path("usr/share/doc/fonts-noto-cjk/copyright")
TABLE = Path("usr/share/unicode/Unihan_OtherMappings.txt.bz2")
LEVELS = ((1, 3500), (3501, 6500), (6501, 8105))
SIGNS = [
    (0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x203B), (0x2103, 0x2103), (0x2116, 0x2116),
    (0x2160, 0x216B), (0x2190, 0x2193), (0x2215, 0x221F), (0x2248, 0x2265), (0x2460, 0x249B), (0x25A0, 0x25CF),
    (0x3000, 0x301F), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE5),
]
HEAD = """\
/* The serif of the screen, made by scripts/fonts.sh: the browser fetches of the three files those whose characters it
   meets. The first seconds without it show nothing rather than another face; after them the system's stands in. */
"""
RULE = """\
@font-face {{
  font-family: "Hall Serif"; font-weight: 700; font-style: normal; font-display: block;
  src: url("{file}") format("woff2");
  unicode-range: {ranges};
}}
"""

target = Path(sys.argv[1])


def characters() -> list[set[int]]:
    """The three sets: signs and level one, level two, level three with the rest of GB 2312."""
    levels: list[set[int]] = [set() for _ in LEVELS]
    with bz2.open(TABLE, "rt", encoding="utf-8") as lines:
        for line in lines:
            if "\tkTGH\t2013:" in line:
                code, _, place = line.strip().split("\t")
                number = int(place.removeprefix("2013:"))
                levels[next(i for i, (low, high) in enumerate(LEVELS) if low <= number <= high)].add(int(code[2:], 16))
    levels[0] |= {code for low, high in SIGNS for code in range(low, high + 1)}
    older = {ord(bytes((row, cell)).decode("gb2312", "ignore") or " ") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)}
    levels[2] |= older - levels[0] - levels[1]
    return levels


def cut(codes: set[int]) -> bytes:
    """The face with these characters alone, upright and without hints."""
    fonts = TTCollection(FACE, lazy=True).fonts
    font = next(font for font in fonts if font["name"].getDebugName(1).startswith("Noto Serif CJK SC"))
    options = Options()
    options.flavor, options.hinting, options.desubroutinize = "woff2", False, False
    options.layout_features = ["ccmp", "kern", "locl"]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    options.name_IDs = [0, 1, 2, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.flavor, font.recalcTimestamp = "woff2", False
    font.save("cut.woff2")
    return Path("cut.woff2").read_bytes()


def ranges(codes: set[int]) -> str:
    """The codes as CSS names them."""
    spans: list[list[int]] = []
    for code in sorted(codes):
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return ",".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in spans)


def licence() -> str:
    """Whose it is, and the text of its licence as Debian keeps it."""
    text = LICENCES.read_text("utf-8")
    _, _, body = text.partition("\nLicense: SIL-1.1\n --")
    lines = ("--" + body).split("\nLicense:")[0].splitlines()
    plain = "\n".join("" if line.strip() == "." else line.removeprefix(" ") for line in lines).strip()
    return f"""\
Noto Serif CJK SC Bold, cut to a part of its characters by scripts/fonts.sh.

{TTCollection(FACE, lazy=True).fonts[0]["name"].getDebugName(0)}

{plain}
"""


for old in target.iterdir():
    old.unlink()
css, files = HEAD, []
for number, codes in enumerate(characters(), 1):
    name = f"serif-{number}.woff2"
    (target / name).write_bytes(cut(codes))
    css += RULE.format(file=name, ranges=ranges(codes))
(target / "serif.css").write_text(css, "utf-8")
(target / "serif.LICENSE").write_text(licence(), "utf-8")
for path in sorted(target.iterdir()):
    files.append({"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()})
(target / "manifest.json").write_text(json.dumps({"files": files}, indent=2) + "\n", "utf-8")
PY
venv/bin/python cut.py "$target"
ls -l "$target"
