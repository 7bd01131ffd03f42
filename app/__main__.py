"""Start: `python -m app COMMAND`. Patching comes before every other import (DESIGN.md 2)."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts it with an older one shall read a sentence
    sys.exit("需要 Python 3.11 或更新的版本，请安装后再运行。现在是 " + sys.version.split()[0] + "。")

try:
    from app import runtime

    runtime.patch()
    from app.cli.main import main
except KeyboardInterrupt:
    sys.exit(130)
except ModuleNotFoundError as missing:
    if (missing.name or "").partition(".")[0] in ("app", "sessions"):
        raise
    sys.exit(f"缺少程序包 {missing.name}：请先运行 make install，再用 .venv/bin/python -m app 启动。")

if __name__ == "__main__":
    sys.exit(main())
