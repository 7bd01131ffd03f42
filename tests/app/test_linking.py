"""One script out of many modules."""

from __future__ import annotations

import pytest

from app.assets import FOLDER, LINKED
from app.linking import link


def linked(entry: str = "js/main.js", **modules: str) -> str:
    """Link modules given as text; `a__b` stands for the path a/b.js."""
    texts = {f"{name.replace('__', '/')}.js": text for name, text in modules.items()}
    return link(texts.__getitem__, entry)


def test_a_module_becomes_a_function_that_returns_what_it_exports() -> None:
    """Names are taken over under the names that the other side gave them, each module once and before its users."""
    script = linked(
        js__main="import { one, two as deux } from './other.js'\nimport { one as eins } from '../vendor/it.js'\n",
        js__other="export { one } from '../vendor/it.js'\nexport const two = 2\nexport async function three() {}\n",
        vendor__it="var x=1;export{x as one};",
    )

    assert script.index("$m0 =") < script.index("$m1 =") < script.index("$m2 =")
    assert script.count("var x=1;") == 1
    assert "return { one: x }" in script
    assert "return { one: $m0.one, two, three }" in script
    assert "const { one, two: deux } = $m1;" in script
    assert "const { one: eins } = $m0;" in script
    assert "import" not in script
    assert "export" not in script


def test_a_default_export_is_taken_by_its_own_name() -> None:
    """As htm has it."""
    script = linked(
        js__main="import htm from '../vendor/htm.js'\n", vendor__htm="var n=1;export default function(s){}\n"
    )

    assert "const $default = function(s){}" in script
    assert "const { default: htm } = $m0;" in script


def test_remarks_of_ours_do_not_travel() -> None:
    """Whole lines of remarks are left out, but not what looks like one inside a line."""
    script = linked(js__main="// why\n/**\n * What.\n */\nconst url = 'http://x' // kept\n")

    assert "why" not in script
    assert "What" not in script
    assert "'http://x' // kept" in script


@pytest.mark.parametrize(
    "text",
    [
        "export let a = 1\n",
        "export * from './other.js'\n",
        "import * as all from './other.js'\n",
        "import './other.js'\n",
    ],
)
def test_a_form_that_is_not_understood_is_refused(text: str) -> None:
    """Better no start than a page that half works."""
    with pytest.raises(ValueError, match=r"js/main\.js: not understood"):
        linked(js__main=text, js__other="export const a = 1\n")


def test_a_circle_is_refused() -> None:
    """Two functions cannot both come first."""
    with pytest.raises(ValueError, match="import each other"):
        linked(js__main="import { a } from './other.js'\n", js__other="import { b } from './main.js'\n")


@pytest.mark.parametrize("entry", LINKED.values())
def test_the_pages_of_the_hall_can_be_linked(entry: str) -> None:
    """Every module that they use, and each of them once."""
    script = link(lambda path: (FOLDER / path).read_text(), entry)

    assert script.count("const $m0 =") == 1
    assert "connectLive" in script
