"""argparse that speaks Chinese: help, and every wrong use in one line with exit code 2."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

_SAID = (
    (re.compile(r"the following arguments are required: (.+)"), "缺少 {0}"),
    (re.compile(r"unrecognized arguments: (.+)"), "多余的参数 {0}"),
    (re.compile(r"argument (\S+?): ignored explicit argument '?(.*?)'?"), "{0} 后面不用写值"),
    (re.compile(r"argument (\S+?): expected one argument"), "{0} 后面缺少值"),
    (re.compile(r"argument (\S+?): invalid choice: '?(.*?)'? \(choose from (.+)\)"), "没有“{1}”，可以用：{2}"),
    (re.compile(r"argument (\S+?): (.+)"), "{0}：{1}"),
)
_BETWEEN_SIGNS = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
"""A space between two Chinese characters; beside a Latin word it stays."""


class Parser(argparse.ArgumentParser):
    """A parser whose words are Chinese."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to see the usage; exit with 2."""
        for pattern, said in _SAID:
            if found := pattern.fullmatch(message):
                message = said.format(*(_listed(group) for group in found.groups()))
                break
        message = _BETWEEN_SIGNS.sub("", message)
        self.exit(2, f"{message}。用法见：{self.prog} -h\n")

    def format_help(self) -> str:
        """Format the help, with the heading in Chinese too."""
        said = super().format_help().replace("usage: ", "用法：", 1)
        return re.sub(r"^(参数|选项|命令):$", r"\1：", said, flags=re.MULTILINE)


def _listed(words: str) -> str:
    return words.replace("'", "").replace(", ", "、")


def number(least: float, most: float) -> Any:
    """Make a converter to a number between two bounds, whose refusal says them."""

    def convert(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = least - 1
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"“{text}”应当是 {least:g} 到 {most:g} 之间的数")
        return value

    return convert


def whole(least: int, most: int) -> Any:
    """Make a converter to a whole number between two bounds, whose refusal says them."""

    def convert(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"“{text}”应当是 {least} 到 {most} 之间的整数")
        return int(text)

    return convert


def say(text: str = "") -> None:
    """Print a line for people or a JSON document for programs."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Print what went wrong."""
    print(text, file=sys.stderr, flush=True)
