"""The shipped forms and scales."""

from __future__ import annotations

import pytest

from sessions.prepare.forms import SCALES, SHIPPED_FORMS
from sessions.prepare.spec import RIGHTS, ROLES, SUBJECT_KINDS, default_rights


def test_every_kind_of_subject_has_a_form() -> None:
    """Whoever reports, a form for that kind of office is there under the kind's own name."""
    assert list(SHIPPED_FORMS) == list(SUBJECT_KINDS)
    assert all(form.key == kind for kind, form in SHIPPED_FORMS.items())


@pytest.mark.parametrize("kind", SUBJECT_KINDS)
def test_a_shipped_form_has_six_weighted_items_and_one_overall(kind: str) -> None:
    """Six items that add up to 100, each explained, and 总体评价 without weight at the end."""
    *items, overall = SHIPPED_FORMS[kind].items

    assert [item.weight for item in items] == [15, 20, 20, 15, 20, 10]
    assert (overall.name, overall.weight, overall.overall) == ("总体评价", 0, True)
    assert not any(item.overall for item in items)
    assert all(item.help for item in SHIPPED_FORMS[kind].items)
    assert len({item.key for item in SHIPPED_FORMS[kind].items}) == 7


def test_forms_share_all_items_but_the_third() -> None:
    """Subjects of different kinds can be laid side by side; the third item is named for the kind."""
    assert {tuple(item.key for item in form.items) for form in SHIPPED_FORMS.values()} == {
        ("effort", "decisions", "duty", "candour", "mending", "answers", "overall")
    }
    assert len({form.items[2].name for form in SHIPPED_FORMS.values()}) == len(SUBJECT_KINDS)


def test_grades_stand_best_first_with_unknown_last() -> None:
    """The rates are taken from the first grades, so every scale falls; what is not scored comes last."""
    for grades in SCALES.values():
        values = [grade.value for grade in grades]
        scored = [value for value in values if value is not None]

        assert scored == sorted(set(scored), reverse=True)
        assert values[: len(scored)] == scored
    assert [grade.value for grade in SCALES["standard"]] == [100, 80, 60, 40, None]


def test_reporters_never_score_and_leaders_only_with_a_weight() -> None:
    """Rights that nobody wrote down follow the role."""
    assert default_rights("reporter", None) == ()
    assert default_rights("leader", None) == default_rights("expert", 0) == ("comment",)
    assert default_rights("leader", 20) == ("score", "comment")
    assert default_rights("participant", None) == ("ask", "support", "score")
    assert default_rights("observer", None) == ("note",)
    assert all(set(default_rights(role, 1)) <= set(RIGHTS) for role in ROLES)
