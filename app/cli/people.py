"""`staff add`, `staff password` and `staff logout`."""

from __future__ import annotations

import argparse
import getpass
import sys

from app.cli.arguments import say
from app.cli.store import Refusal, Store
from app.config import Settings
from app.staff.passwords import hash_password
from sessions import staff


def add(args: argparse.Namespace, settings: Settings) -> int:
    """Make an account with the roles given."""
    store = Store(settings)
    store.require_schema()
    store.write(staff.add, args.name, hash_password(_new_password(), args.name), args.role)
    say(f"已建立账号“{args.name}”。")
    return 0


def change_password(args: argparse.Namespace, settings: Settings) -> int:
    """Give an account a new password; whoever is logged in with the old one is put out."""
    store = Store(settings)
    with store.read() as db:
        if staff.by_name(db, args.name) is None:
            raise Refusal(f"没有用户“{args.name}”，请核对用户名。")
    store.write(staff.set_password, args.name, hash_password(_new_password(), args.name))
    say(f"已更换“{args.name}”的密码，原来的登录已失效。")
    return 0


def log_out(args: argparse.Namespace, settings: Settings) -> int:
    """End every session of an account, with the consoles that are open."""
    Store(settings).write(staff.log_out, args.name)
    say(f"“{args.name}”在所有电脑上的登录已失效，开着的主持台几秒内断开。")
    return 0


def _new_password() -> str:
    """Read a password without showing it, twice; from standard input one line is enough."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("新密码（输入时不显示）：")
    if getpass.getpass("再输一遍：") != password:
        raise Refusal("两次输入的密码不一样，请重新运行。")
    return password
