#!/usr/bin/env bash
# Run everything, one step after the other, with progress; the first failing step ends it.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
# settings of a server of one's own must not leak into the tests
unset DATABASE_URL DATA_DIR SECRET_KEY PUBLIC_URL HOST PORT ASYNC_MODE REDIS_URL TRUSTED_PROXIES METRICS_TOKEN

step() {
    echo
    echo "[$1] $2"
}

step 1/4 "检查写法（ruff）"
ruff check .
step 2/4 "检查类型（mypy）"
mypy
step 3/4 "浏览器模块（node --test）"
said=$(node --test tests/js/*.test.mjs 2>&1) || {
    echo "$said"
    exit 1
}
echo "$said" | grep -E '^. (tests|pass|fail) '
step 4/4 "全部测试（pytest）"
pytest "$@"
