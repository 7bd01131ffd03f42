"""The meeting file: the contract's example wholly read, broken files refused with line and remedy."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.meeting_file import (
    MeetingFileErrors,
    Problem,
    agenda,
    categories,
    forms,
    meeting,
    read_meeting,
    settings,
    subjects,
)
from sessions.prepare.forms import SCALES, SHIPPED_FORMS
from sessions.prepare.spec import (
    AGENDA_KINDS,
    RIGHTS,
    ROLES,
    SUBJECT_KINDS,
    AgendaSpec,
    CategorySpec,
    ItemSpec,
    MeetingSpec,
    SettingsSpec,
    SubjectSpec,
)
from tests.app.broken_meetings import BROKEN, SMALL, Broken

ALL_LABELS = (
    meeting.LABELS,
    settings.LABELS,
    categories.LABELS,
    subjects.LABELS,
    agenda.LABELS,
    forms.FORM_LABELS,
    forms.ITEM_LABELS,
    forms.GRADE_LABELS,
)


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(MeetingFileErrors) as caught:
        read_meeting(text)
    return caught.value.problems


def example() -> MeetingSpec:
    return read_meeting(Path("tests/data/meeting.yaml").read_text("utf-8"))


class TestExample:
    def test_the_heading_is_read_in_local_time(self) -> None:
        """Half past two in the afternoon in Yunchuan is half past six by UTC."""
        spec = example()

        assert (spec.title, spec.host_unit) == ("云川县2026年度专题述法会", "云川县委全面依法治县委员会办公室")
        assert (spec.place, spec.year) == ("县行政中心三楼会议室", 2026)
        assert datetime.fromtimestamp(spec.starts_at / 1000, UTC) == datetime(2026, 12, 8, 6, 30, tzinfo=UTC)

    def test_the_settings_are_the_defaults_but_open_join(self) -> None:
        """The example shows the defaults, so they must be what a file without settings gets."""
        assert example().settings == SettingsSpec(open_join=("sector_representative",))
        assert read_meeting(SMALL).settings == SettingsSpec("0.5", "valid", 5, 3, 0, "category", ())

    def test_every_category_with_its_rights(self) -> None:
        """Rights follow the role, leaders are named, and reporters get a category with one seat each."""
        ask = ("ask", "support", "score")

        assert example().categories == (
            CategorySpec("party_delegate", "党代表", "participant", 30, 12, ask),
            CategorySpec("npc_deputy", "人大代表", "participant", 30, 12, ask),
            CategorySpec("cppcc_member", "政协委员", "participant", 25, 10, ask),
            CategorySpec("sector_representative", "行业群众代表", "participant", 15, 8, ask),
            CategorySpec("leader", "点评领导", "leader", None, 3, ("comment",), ("李副书记", "王副县长", "赵主任")),
            CategorySpec("expert", "第三方评议组", "expert", None, 5, ("comment",)),
            CategorySpec("observer", "列席督察", "observer", None, 2, ("note",)),
            CategorySpec("reporter", "述法同志", "reporter", None, 4, ()),
        )

    def test_subjects_take_the_form_of_their_kind_or_the_one_named(self) -> None:
        """Three subjects have shipped forms, the township its own; no other form is carried along."""
        spec = example()

        assert spec.subjects[2] == SubjectSpec("he", "何川", "云川县青石镇", "党委书记", "township", "township_2026")
        assert [subject.form for subject in spec.subjects] == [form.key for form in spec.forms]
        assert spec.forms[0] == SHIPPED_FORMS["government"]
        assert spec.forms[2].grades == SCALES["standard"]
        assert spec.forms[2].items == (
            ItemSpec("planning", "统筹部署", 25, help="把法治建设列入年度重点工作,亲自研究部署"),
            ItemSpec("enforcement", "规范执法", 30),
            ItemSpec("disputes", "矛盾纠纷依法化解", 25),
            ItemSpec("publicity", "普法", 20),
            ItemSpec("overall", "总体评价", 0, overall=True),
        )

    def test_the_agenda_has_stages_and_minutes(self) -> None:
        """Minutes that are written count, the others are the usual ones; 集中测评 is one item for several."""
        before = (("reporting", 8), ("inquiry", 12), ("commentary", 6))

        assert example().agenda == (
            AgendaSpec("opening", "开场", (), (("main", 5),)),
            AgendaSpec(
                "subject", "周明远", ("zhou",), (("reporting", 8), ("inquiry", 10), *before[2:], ("appraisal", 2))
            ),
            AgendaSpec("subject", "秦若兰", ("qin",), (*before, ("appraisal", 2))),
            AgendaSpec("subject", "何川", ("he",), before),
            AgendaSpec("subject", "顾长宁", ("gu",), before),
            AgendaSpec("appraisal", "集中测评", ("he", "gu"), (("appraisal", 4),)),
            AgendaSpec("announcement", "结果公布", (), (("main", 5),)),
            AgendaSpec("closing", "总结", (), (("main", 5),)),
        )


class TestSmall:
    def test_without_an_agenda_there_is_an_item_for_each_subject(self) -> None:
        """A short file is enough: subjects in their order, all four stages with the usual minutes."""
        stages = (("reporting", 8), ("inquiry", 12), ("commentary", 6), ("appraisal", 2))

        assert read_meeting(SMALL).agenda == (
            AgendaSpec("subject", "甲某", ("a",), stages),
            AgendaSpec("subject", "乙某", ("b",), stages),
        )

    def test_a_reporter_category_of_the_file_is_kept(self) -> None:
        """A file may name the reporters' category itself; its seats are the subjects anyway."""
        text = SMALL.replace("subjects:", "  - {key: speaker, name: 报告人, role: reporter}\nsubjects:")

        assert read_meeting(text).categories[-1] == CategorySpec("speaker", "报告人", "reporter", None, 2, ())

    def test_leaders_with_a_weight_score(self) -> None:
        """A category of leaders scores where it has a weight, unless its rights say otherwise."""
        with_weight = SMALL.replace("role: leader", "role: leader, weight: 20")

        assert read_meeting(with_weight).categories[1].rights == ("score", "comment")
        assert read_meeting(SMALL.replace("role: leader", "role: leader, rights: [note, ask]")).categories[
            1
        ].rights == (
            "ask",
            "note",
        )

    def test_a_scale_may_be_named(self) -> None:
        """A form may take one of the shipped scales by name in place of a list of grades."""
        form = "forms:\n- {key: f, title: 表, grades: satisfaction, items: [{key: x, name: 一, weight: 1}, "
        text = SMALL.replace("kind: township", "kind: township, form: f")

        spec = read_meeting(text + form + "{key: o, name: 总体评价, overall: true}]}\n")

        assert spec.forms[1].grades == SCALES["satisfaction"]

    def test_words_that_yaml_reads_otherwise_stay_words(self) -> None:
        """A key ``no``, a place of digits and a quoted null are words, as whoever wrote them meant."""
        text = SMALL.replace("key: a,", "key: no,").replace("place: 会议室", "place: 0308").replace("甲某", "'null'")
        spec = read_meeting(text)

        assert (spec.subjects[0].key, spec.place, spec.subjects[0].name) == ("no", "0308", "null")

    def test_a_file_saved_on_windows_is_read(self) -> None:
        """A byte order mark and Windows line ends change nothing."""
        assert read_meeting("\ufeff" + SMALL.replace("\n", "\r\n")) == read_meeting(SMALL)


class TestBroken:
    @pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
    def test_a_mistake_is_named_once_with_line_and_remedy(self, case: Broken) -> None:
        """One mistake gives one problem at its line, and the message says what to write."""
        assert case.old in SMALL

        found = problems_of(SMALL.replace(case.old, case.new, 1))

        assert [(p.line, p.path) for p in found if case.says in p.message] == [(case.line, case.path)], found
        allowed = 2 if case.name in ("unknown key", "Chinese key") else 1  # the right key is missing then, too
        assert len(found) == allowed, found

    def test_all_mistakes_come_at_once_in_the_order_of_the_file(self) -> None:
        """Whoever mends the file gets the whole list, so that it is mended in one go."""
        text = (
            SMALL.replace("小会", "''").replace("participant", "voter").replace("township", "town").replace("12}", "x}")
        )

        assert [p.path for p in problems_of(text)] == [
            "title",
            "categories[0].role",
            "categories[0].seats",
            "subjects[1].kind",
        ]

    @pytest.mark.parametrize("text", ["", "# nothing\n", "--- \n", "just words", "- a\n- b\n", "[1"])
    def test_what_is_no_mapping_is_refused(self, text: str) -> None:
        """An empty file, words or a list are refused in one sentence."""
        assert len(problems_of(text)) == 1

    def test_a_large_file_is_refused_unread(self) -> None:
        """A megabyte is no meeting file."""
        assert "1 MB" in problems_of("# " + "会" * 400_000)[0].message

    def test_deep_and_wide_files_are_refused_soon(self) -> None:
        """Nesting and numbers that would eat the machine are refused while they are read."""
        started = time.monotonic()

        assert "层次太深" in problems_of("title: " + "[" * 200_000)[0].message
        assert "内容太多" in problems_of("title: [" + "1," * 300_000 + "1]")[0].message
        assert time.monotonic() - started < 20


class TestManual:
    def test_the_demonstration_meeting_is_good(self) -> None:
        """`make demo` shows four subjects of four kinds, each with a form of its own, and all categories."""
        spec = read_meeting(Path("app/meeting_file/demo.yaml").read_text("utf-8"))

        assert len({subject.kind for subject in spec.subjects}) == len({subject.form for subject in spec.subjects}) == 4
        assert {category.role for category in spec.categories} == set(ROLES)

    def test_every_key_is_in_the_manual(self) -> None:
        """Whoever writes a meeting file finds every key, role, kind and right in docs/meeting-file.md."""
        manual = Path("docs/meeting-file.md").read_text("utf-8")
        words = {word for labels in (*ALL_LABELS, ROLES, SUBJECT_KINDS, AGENDA_KINDS, SCALES) for word in labels}

        assert [word for word in sorted(words) if f"`{word}`" not in manual] == []
        assert all(right in manual for right in RIGHTS)

    def test_the_short_example_of_the_manual_is_good(self) -> None:
        """What people copy from the manual must work."""
        manual = Path("docs/meeting-file.md").read_text("utf-8")

        assert len(read_meeting(manual.split("```yaml\n")[1].split("```")[0]).subjects) == 2
