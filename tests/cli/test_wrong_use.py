"""Every mistake is one clear Chinese line with the right exit code."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator

import pytest

from app.cli.main import main
from tests.cli.installation import Installation

CHINESE = re.compile("[\u4e00-\u9fff]")


Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(empty: Installation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """Call a command that only reads, in this process; gives the exit code and what it complained of."""
    for name, value in empty.environment().items():
        monkeypatch.setenv(name, value)
    mask = os.umask(0o077)

    def one(*words: str) -> tuple[int, str]:
        code = main(words)
        return code, capsys.readouterr().err

    yield one
    os.umask(mask)


def assert_one_line(said: str) -> None:
    assert said.count("\n") == 1, said
    assert CHINESE.search(said)
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "缺少命令。"),
        (["fly"], "没有“fly”"),
        (["meeting"], "缺少命令。"),
        (["meeting", "burn"], "没有“burn”"),
        (["meeting", "import"], "缺少文件。"),
        (["meeting", "export"], "缺少会议编号、文件.zip。"),
        (["meeting", "list", "--json=yes"], "--json 后面不用写值"),
        (["meeting", "list", "--jsom"], "多余的参数 --jsom"),
        (["serve", "--port", "70000"], "1 到 65535"),
        (["serve", "--port"], "--port 后面缺少值"),
        (["crowd", "X", "--seats", "0"], "1 到 1000"),
        (["crowd", "X", "--pace", "fast"], "0.1 到 100"),
        (["staff", "add", "someone"], "缺少 --role"),
    ],
)
def test_wrong_words_exit_with_2(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use is told from a refusal by its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    said = capsys.readouterr()

    assert (ended.value.code, said.out) == (2, "")
    assert says in said.err
    assert_one_line(said.err)


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    """Help names every command of the contract."""
    with pytest.raises(SystemExit) as ended:
        main(["-h"])
    said = capsys.readouterr().out

    assert ended.value.code == 0
    assert "usage" not in said
    for command in ("demo", "serve", "crowd", "meeting", "staff", "backup", "verify", "db", "purge"):
        assert f"\n    {command} " in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("DATABASE_URL", "mysql://x"),
        ("ASYNC_MODE", "twisted"),
        ("PUBLIC_URL", "example"),
        ("TRUSTED_PROXIES", "-1"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", ""),
    ],
)
def test_a_wrong_setting_stops_the_start(call: Call, name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong value stops the start, and the line names the setting; there is no default key either."""
    monkeypatch.setenv(name, value)
    code, said = call("serve")

    assert code == 1
    assert name in said
    assert_one_line(said)


@pytest.mark.parametrize("words", [("meeting", "list"), ("verify", "X"), ("serve",)])
def test_commands_say_when_there_is_no_database_yet(call: Call, words: tuple[str, ...], empty: Installation) -> None:
    """A new machine is told the next step, and nothing is made by a command that only reads."""
    code, said = call(*words)

    assert code == 1
    assert "db upgrade" in said
    assert_one_line(said)
    assert not empty.data_dir.exists()


def test_the_program_says_a_refusal_in_one_line_too(empty: Installation) -> None:
    """The same from outside: exit code and line come through the real start."""
    done = empty.program("serve", SECRET_KEY="")

    assert (done.returncode, done.stdout) == (1, "")
    assert_one_line(done.stderr)


def test_a_port_in_use_is_said_in_one_line(installation: Installation) -> None:
    """Whoever starts it twice reads why, and how to go on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", installation.port))
        taken.listen()
        done = installation.program("serve")

    assert done.returncode == 1
    assert f"端口 {installation.port} 已被" in done.stderr
    assert_one_line(done.stderr)


@pytest.mark.parametrize("words", [("verify",), ("meeting", "results"), ("purge",), ("meeting", "export")])
def test_an_unknown_meeting_is_refused(
    words: tuple[str, ...], installation: Installation, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistyped code changes nothing."""
    monkeypatch.setenv("DATA_DIR", str(installation.data_dir))
    code, said = call(*words, "NONE00", *(["out.zip"] if "export" in words else []))

    assert code == 1
    assert "没有找到这场会议" in said
    assert_one_line(said)


def test_a_crowd_needs_a_server(installation: Installation, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Delegates come over real sockets, so the server must run."""
    monkeypatch.setenv("DATA_DIR", str(installation.data_dir))
    code, said = call("crowd", "NONE00")

    assert code == 1
    assert "没有应答" in said
    assert_one_line(said)


@pytest.mark.parametrize(
    "words",
    [
        "demo", "serve", "crowd", "meeting", "meeting import", "meeting list", "meeting results", "meeting export",
        "staff", "staff add", "staff password", "staff logout", "backup", "verify", "db", "db upgrade", "reset",
        "purge",
    ],
)  # fmt: skip
def test_the_help_of_each_command_is_chinese(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Headings, placeholders and what each argument is for; nothing of argparse's own words."""
    with pytest.raises(SystemExit) as ended:
        main([*words.split(), "-h"])
    said = capsys.readouterr().out

    assert ended.value.code == 0
    assert said.startswith(f"用法：python -m app {words} [-h]")
    latin = set(re.findall(r"(?<![\w.-])[A-Za-z]{2,}(?![\w])", said.partition("\n\n")[2]))
    assert latin <= KNOWN | set(words.split())


KNOWN = {
    "help", "host", "port", "seats", "pace", "json", "role", "yes", "JSON", "YAML", "zip", "md", "docs", "meeting",
    "file", "list", "import", "results", "export", "add", "password", "logout", "upgrade", "admin", "reviewer",
    "supervisor", "teller",
}  # fmt: skip
"""Options, commands and names that are typed."""
