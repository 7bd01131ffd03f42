"""What must be installed, and where it is."""

from __future__ import annotations

import glob
import os
import shutil
from importlib.util import find_spec

PLACES = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
"""Debian's nginx is where only root looks."""
POSTGRESQL = "/usr/lib/postgresql/*/bin/initdb"
PROGRAMS = {"nginx": "nginx", "redis-server": "redis-server", "initdb": "postgresql"}
"""Each program and its Debian package."""
MODULES = ("psycopg", "redis")


def program(name: str) -> str | None:
    """Return the path of a program, of PostgreSQL's the newest; None if it is not installed."""
    found = shutil.which(name, path=PLACES)
    if found is None and name in ("initdb", "postgres"):
        folders = sorted((os.path.dirname(path) for path in glob.glob(POSTGRESQL)), key=_version)
        return os.path.join(folders[-1], name) if folders else None
    return found


def missing() -> str | None:
    """Return one Chinese line that says what is missing and how to install it; None if all is there."""
    packages = [package for name, package in PROGRAMS.items() if program(name) is None]
    modules = [name for name in MODULES if find_spec(name) is None]
    said = []
    if packages:
        said.append(f"缺少 {'、'.join(packages)}，请用管理员账号运行：apt-get install {' '.join(packages)}")
    if modules:
        said.append(f"缺少程序包 {'、'.join(modules)}，请先运行：make install")
    return "；".join(said) or None


def _version(folder: str) -> float:
    try:
        return float(folder.split("/")[-2])
    except ValueError:
        return 0.0
