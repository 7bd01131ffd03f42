"""`make cluster`: PostgreSQL, Redis, several server processes and nginx on one machine, until Ctrl+C.

With DATA_DIR the data stay there; without, they are in a temporary folder and go with it. PORT is nginx's, PROCESSES
how many servers (2), SPREAD whether a meeting has one process or all (meeting, client). DATABASE_URL names a PostgreSQL
that runs already; `python -m deploy.cluster serve` serves what is in it, without a demonstration.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

from app.config import SettingError, Settings
from deploy.cluster.child import Failed
from deploy.cluster.cluster import Cluster
from deploy.cluster.needs import missing
from deploy.cluster.nginx import KEYS
from deploy.cluster.ports import is_free

MOST = 16
COMMANDS = ("demo", "serve")
PORT_S = 3.0
"""So long a cluster that was ended before may take to leave its port."""


def main(arguments: list[str]) -> int:
    """Run the cluster; return the exit code."""
    command = arguments[0] if arguments else COMMANDS[0]
    if command not in COMMANDS or len(arguments) > 1:
        print(f"用法：python -m deploy.cluster [{'|'.join(COMMANDS)}]", file=sys.stderr)
        return 2
    lack = missing()
    if lack is not None:
        print(lack, file=sys.stderr)
        return 1
    kept = os.environ.get("DATA_DIR")
    folder = Path(kept).absolute() if kept else Path(tempfile.mkdtemp(prefix="shuping-"))
    try:
        return _run(folder, *_wanted(folder), command)
    except (SettingError, Failed) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def _wanted(folder: Path) -> tuple[Settings, int, str]:
    settings = Settings.read({**os.environ, "DATA_DIR": str(folder)})
    processes, spread = os.environ.get("PROCESSES") or "2", os.environ.get("SPREAD") or "meeting"
    if not processes.isdigit() or not 1 <= int(processes) <= MOST:
        raise SettingError(f"PROCESSES 的值“{processes}”不对：请填 1 到 {MOST} 之间的整数。")
    if spread not in KEYS:
        raise SettingError(f"SPREAD 的值“{spread}”不对：请填 {'、'.join(KEYS)} 之一。")
    if not is_free(settings.port, PORT_S):
        other = f"PORT={settings.port + 1} make cluster"
        raise SettingError(f"端口 {settings.port} 不能用：请先关掉占用它的程序，或换一个，例如 {other}。")
    return settings.with_made_key(), int(processes), spread


def _run(folder: Path, settings: Settings, processes: int, spread: str, command: str) -> int:
    # PostgreSQL may run as another user, who must be able to pass through
    folder.chmod(0o711)
    cluster = Cluster(folder, settings, processes, spread, command)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        cluster.start()
        cluster.introduce()
        cluster.watch()
    except KeyboardInterrupt:
        print("\n正在停止……", flush=True)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        cluster.stop()
    print("已停止。")
    return 0


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
