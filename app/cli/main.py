"""`python -m app COMMAND`: the table of all commands, and what every mistake becomes (CONTRACT.md 1)."""

from __future__ import annotations

import argparse
import errno
import os
from collections.abc import Callable, Sequence
from importlib import import_module

from sqlalchemy.exc import DBAPIError

from app.cli.arguments import Parser, complain, number, whole
from app.cli.store import Refusal
from app.config import SettingError, Settings
from sessions.errors import DomainError

DONE, REFUSED, WRONG_USE = 0, 1, 2
INTERRUPTED = 130
"""What shells give for Ctrl+C."""
CODE = "6 位编号，用 meeting list 查看"
Command = Callable[[argparse.Namespace, Settings], int]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or a check failed, 2 wrong use."""
    args = _parser().parse_args(words)
    # the database, its backups and the secret key are for this account alone
    os.umask(0o077)
    try:
        return _load(args.command)(args, Settings.read(_environment(args)))
    except (SettingError, Refusal) as e:
        complain(str(e))
    except DomainError as e:
        complain(e.message)
    except DBAPIError as e:
        complain(f"数据库没有应答或出错，请检查 DATABASE_URL 和数据库服务（{e.orig or e}）。".replace("\n", " "))
    except BrokenPipeError:
        # whoever read the output has seen enough; nothing may be written to it any more, at exit neither
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError as e:
        complain(f"{e.filename or '文件'}：{_why(e)}")
    except (KeyboardInterrupt, EOFError):
        complain("已中断。")
        return INTERRUPTED
    return REFUSED


def _environment(args: argparse.Namespace) -> dict[str, str]:
    """Return the environment, over which --host and --port go."""
    given = {name.upper(): str(value) for name in ("host", "port") if (value := getattr(args, name, None)) is not None}
    return {**os.environ, **given}


def _load(name: str) -> Command:
    """Import a command only when it is asked for, so that a short command does not load the server."""
    module, function = name.split(":")
    command: Command = getattr(import_module(f"app.cli.{module}"), function)
    return command


def _why(e: OSError) -> str:
    if isinstance(e, FileNotFoundError):
        return "没有这个文件或目录，请核对路径。"
    if isinstance(e, PermissionError):
        return "没有权限读写，请检查文件权限。"
    if isinstance(e, IsADirectoryError):
        return "这是一个目录，请写上文件名。"
    if e.errno in (errno.ENOSPC, errno.EDQUOT):
        return "磁盘已满，请腾出空间再试。"
    if e.errno == errno.EROFS:
        return "这个位置只能读，不能写，请换一个。"
    if isinstance(e, NotADirectoryError):
        return "路径里有一段不是目录，请核对路径。"
    return f"不能读写（系统错误 {e.errno}），请检查磁盘和路径。"


def _parser() -> Parser:
    parser = Parser(prog="python -m app", description="述评：述法会现场测评系统")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    demo = commands.add_parser("demo", help="建库、导入演示会议并启动（第一次试用）")
    demo.set_defaults(command="hosting:demo")
    serve = commands.add_parser("serve", help="正式启动服务，必须设置 SECRET_KEY")
    for one in (demo, serve):
        one.add_argument("--host", metavar="地址", help="监听地址，默认 0.0.0.0")
        one.add_argument("--port", type=whole(1, 65535), metavar="端口", help="端口，默认 8000")
    serve.set_defaults(command="hosting:serve")
    crowd = commands.add_parser("crowd", help="让模拟代表进场，通过真实连接参会")
    crowd.add_argument("code", nargs="?", metavar="会议编号", help="不写则用演示会议")
    crowd.add_argument("--seats", type=whole(1, 1000), default=60, metavar="人数", help="人数，默认 60")
    crowd.add_argument("--pace", type=number(0.1, 100), default=1.0, metavar="快慢", help="快慢，2 是真人的两倍快")
    crowd.set_defaults(command="crowding:play")
    _add_meeting(commands.add_parser("meeting", help="导入、导出、查看会议"))
    _add_staff(commands.add_parser("staff", help="工作人员账号"))
    _add_upkeep(commands)
    return parser


def _add_meeting(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    imports = deeds.add_parser("import", help="导入会议文件（写法见 docs/meeting-file.md）")
    imports.add_argument("file", metavar="文件", help="会议文件，YAML 格式")
    imports.set_defaults(command="meetings:import_file")
    listing = deeds.add_parser("list", help="列出全部会议")
    listing.set_defaults(command="meetings:list_all")
    results = deeds.add_parser("results", help="测评结果（至少已向工作人员公布的）")
    results.add_argument("code", metavar="会议编号", help=CODE)
    results.set_defaults(command="records:results")
    for one in (imports, listing, results):
        one.add_argument("--json", action="store_true", help="输出 JSON")
    export = deeds.add_parser("export", help="把一场会议的材料存成 zip")
    export.add_argument("code", metavar="会议编号", help=CODE)
    export.add_argument("file", metavar="文件.zip", help="存到哪里，不覆盖已有的文件")
    export.set_defaults(command="records:export")


def _add_staff(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    add = deeds.add_parser("add", help="建立账号，密码从终端或标准输入读取")
    add.add_argument("name", metavar="用户名", help="登录用的名字")
    add.add_argument(
        "--role",
        action="append",
        required=True,
        metavar="角色",
        help="admin、host、reviewer、supervisor 或 teller，可写多个",
    )
    add.set_defaults(command="people:add")
    password = deeds.add_parser("password", help="更换密码，密码从终端或标准输入读取")
    password.add_argument("name", metavar="用户名", help="已有账号的名字")
    password.set_defaults(command="people:change_password")
    logout = deeds.add_parser("logout", help="让一个账号在所有电脑上退出登录")
    logout.add_argument("name", metavar="用户名", help="已有账号的名字")
    logout.set_defaults(command="people:log_out")


def _add_upkeep(commands: argparse._SubParsersAction[Parser]) -> None:
    backup = commands.add_parser("backup", help="备份数据库，会议进行中也可以")
    backup.add_argument("file", metavar="文件", help="存到哪里，不覆盖已有的文件")
    backup.add_argument("--force", action="store_true", help="几个进程共用的数据库，测评正在进行也备份")
    backup.set_defaults(command="upkeep:backup")
    verify = commands.add_parser("verify", help="逐条核对一场会议的票和结果")
    verify.add_argument("code", metavar="会议编号", help=CODE)
    verify.set_defaults(command="records:verify")
    database = commands.add_parser("db", help="数据库")
    deeds = database.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    deeds.add_parser("upgrade", help="建库，或升级到这个版本").set_defaults(command="upkeep:upgrade")
    reset = commands.add_parser("reset", help="清空演示数据，重新开始（先询问）")
    reset.add_argument("--yes", action="store_true", help="不询问")
    reset.set_defaults(command="resetting:reset")
    purge = commands.add_parser("purge", help="永久删除一场会议的全部数据")
    purge.add_argument("code", metavar="会议编号", help=CODE)
    purge.set_defaults(command="records:purge")
