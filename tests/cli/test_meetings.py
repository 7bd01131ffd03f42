"""Importing, listing, exporting, checking and deleting meetings on the command line."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.meeting_file import read_meeting
from sessions.prepare.spec import MeetingSpec
from tests.cli.installation import Installation

EXAMPLE = Path("tests/data/meeting.yaml")


def sorted_names(spec: MeetingSpec) -> MeetingSpec:
    """Slips are drawn at random, so that an export does not keep the order of names."""
    return replace(spec, categories=tuple(replace(c, names=tuple(sorted(c.names))) for c in spec.categories))


def test_an_import_prints_all_that_slips_and_screens_need(installation: Installation) -> None:
    """The contract's example gives a seat for each one expected, reporters with their subject's key."""
    got = installation.json("meeting", "import", str(EXAMPLE), "--json")
    reporters = [seat for seat in got["seats"] if seat["role"] == "reporter"]

    assert len(got["seats"]) == 56
    assert len({seat["token"] for seat in got["seats"]}) == len({seat["code"] for seat in got["seats"]}) == 56
    assert {seat["subject"] for seat in reporters} == {"zhou", "qin", "he", "gu"}
    assert [subject["key"] for subject in got["subjects"]] == ["zhou", "qin", "he", "gu"]
    assert [item["kind"] for item in got["agenda"]] == [
        "opening", "subject", "subject", "subject", "subject", "appraisal", "announcement", "closing",
    ]  # fmt: skip
    assert got["agenda"][1]["subject_id"] == got["subjects"][0]["id"]
    assert got["agenda"][5]["subject_ids"] == [got["subjects"][2]["id"], got["subjects"][3]["id"]]
    assert got["viewer_url"] == f"{installation.url}/live/{got['meeting_code']}"
    assert all(got[key] for key in ("host_access", "screen_url", "screen_access", "viewer_access"))


def test_a_broken_file_gives_all_problems_and_no_meeting(installation: Installation, tmp_path: Path) -> None:
    """Programs get the list, people the lines; the database stays as it was."""
    path = tmp_path / "broken.yaml"
    path.write_text(
        EXAMPLE.read_text("utf-8").replace("township,", "town,").replace("year: 2026", "year: soon"), "utf-8"
    )
    before = installation.json("meeting", "list", "--json")
    for_programs = installation.run("meeting", "import", str(path), "--json")
    for_people = installation.run("meeting", "import", str(path))

    assert for_programs.returncode == for_people.returncode == 1
    errors = json.loads(for_programs.stdout)["errors"]
    assert [error["path"] for error in errors] == ["year", "subjects[2].kind"]
    assert all(set(error) == {"line", "path", "message"} for error in errors)
    assert "第 6 行 year" in for_people.stderr
    assert installation.json("meeting", "list", "--json") == before


def test_a_file_that_cannot_be_read_is_refused(installation: Installation, tmp_path: Path) -> None:
    """A wrong path, another encoding and a folder are told apart."""
    other = tmp_path / "other.yaml"
    other.write_bytes(EXAMPLE.read_text("utf-8").encode("gb18030"))

    assert "没有这个文件" in installation.run("meeting", "import", str(tmp_path / "none.yaml")).stderr
    assert "UTF-8" in installation.run("meeting", "import", str(other)).stderr
    assert "目录" in installation.run("meeting", "import", str(tmp_path)).stderr


@pytest.fixture(scope="module")
def code(installation: Installation) -> str:
    return str(installation.json("meeting", "import", str(EXAMPLE), "--json")["meeting_code"])


def test_a_new_meeting_verifies_and_has_no_results(installation: Installation, code: str) -> None:
    """Every invariant is printed; small letters are as good as capitals."""
    done = installation.run("verify", code.lower())

    *checks, sum_of_all = done.stdout.splitlines()
    assert done.returncode == 0
    assert all(line.startswith("通过") for line in checks)
    assert sum_of_all == f"{len(checks)} 项全部成立。"
    assert installation.json("meeting", "results", code, "--json") == []


def test_verify_fails_where_a_ballot_is_missing(installation: Installation, code: str, tmp_path: Path) -> None:
    """A result that does not equal the recount, or an admission without ballot, is found."""
    copy = Installation(tmp_path)
    installation.run("backup", str(tmp_path / "shuping.db"))
    with sqlite3.connect(tmp_path / "shuping.db") as db:
        meeting, subject = db.execute(
            "SELECT m.id, s.id FROM meeting m JOIN subject s ON s.meeting_id = m.id WHERE m.code = ?", [code]
        ).fetchone()
        columns = "id, meeting_id, number, audience, state, opened_at"
        db.execute(f"INSERT INTO round ({columns}) VALUES ('r', ?, 1, 'seats', 'open', 0)", [meeting])
        db.execute(
            "INSERT INTO round_subject (round_id, subject_id, position, form_key) VALUES ('r', ?, 0, 'government')",
            [subject],
        )
        db.execute("INSERT INTO admission (round_id, subject_id, key) VALUES ('r', ?, 'k')", [subject])
    db.close()
    done = copy.run("verify", code)

    assert done.returncode == 1
    assert "不符" in done.stdout
    assert "1 项不成立" in done.stderr


def test_an_export_imports_as_the_same_meeting(installation: Installation, code: str, tmp_path: Path) -> None:
    """The zip holds what the host may see, and a meeting file for another meeting like it."""
    target = tmp_path / "meeting.zip"
    assert installation.run("meeting", "export", code, str(target)).returncode == 0
    with zipfile.ZipFile(target) as archive:
        papers = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}

    assert read_meeting(papers["meeting.yaml"]) == sorted_names(read_meeting(EXAMPLE.read_text("utf-8")))
    assert json.loads(papers["meeting.json"])["code"] == code
    assert json.loads(papers["results.json"]) == []
    assert target.stat().st_mode & 0o077 == 0


def test_an_export_tells_no_seat_and_no_credential(installation: Installation, tmp_path: Path) -> None:
    """Whatever lies on somebody's disk afterwards opens no seat."""
    got = installation.json("meeting", "import", str(EXAMPLE), "--json")
    target = tmp_path / "meeting.zip"
    installation.run("meeting", "export", got["meeting_code"], str(target))
    with zipfile.ZipFile(target) as archive:
        text = "".join(archive.read(name).decode("utf-8") for name in archive.namelist())

    assert [seat for seat in got["seats"] if seat["code"] in text or seat["token"] in text] == []


def test_a_backup_is_whole_and_private(installation: Installation, code: str, tmp_path: Path) -> None:
    """A copy can be opened, has the meetings, and never overwrites another."""
    target = tmp_path / "copy.db"
    first, second = installation.run("backup", str(target)), installation.run("backup", str(target))

    assert (first.returncode, second.returncode) == (0, 1)
    with sqlite3.connect(target) as db:
        assert db.execute("SELECT count(*) FROM meeting WHERE code = ?", [code]).fetchone() == (1,)
    db.close()
    assert target.stat().st_mode & 0o077 == 0


def test_a_backup_of_an_open_round_says_what_it_is_and_goes_with_the_next_command(
    installation: Installation, code: str, tmp_path: Path
) -> None:
    """It must be possible in mid-round; no server runs here that would delete it after the close."""
    target = tmp_path / "copy.db"
    with sqlite3.connect(installation.data_dir / "shuping.db") as db:
        db.execute(
            "INSERT INTO round (id, meeting_id, number, audience, state, opened_at) "
            "SELECT 'open', id, 9, 'seats', 'open', 0 FROM meeting WHERE code = ?",
            [code],
        )
    done = installation.run("backup", str(target))
    kept = installation.run("verify", code)
    assert (done.returncode, kept.stderr, target.exists()) == (0, "", True)
    assert "测评正在进行" in done.stderr
    assert target.stat().st_mode & 0o077 == 0
    with sqlite3.connect(installation.data_dir / "shuping.db") as db:
        db.execute("DELETE FROM round WHERE id = 'open'")
    db.close()

    said = installation.run("verify", code).stderr

    assert f"{target} 已经删除" in said
    assert list(tmp_path.iterdir()) == []
    assert installation.run("verify", code).stderr == ""


def test_a_purged_meeting_is_gone(installation: Installation) -> None:
    """Nothing of a purged meeting stays in any table; others stay."""
    got = installation.json("meeting", "import", str(EXAMPLE), "--json")
    before = len(installation.json("meeting", "list", "--json"))
    assert installation.run("purge", got["meeting_code"]).returncode == 0

    assert len(installation.json("meeting", "list", "--json")) == before - 1
    stored = b"".join(path.read_bytes() for path in installation.data_dir.glob("shuping.db*"))
    assert [seat for seat in got["seats"] if seat["code"].encode() in stored] == []
