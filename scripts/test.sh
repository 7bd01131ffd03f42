#!/usr/bin/env bash
# Run everything. Two rows of tests go side by side, since each waits for its servers most of the time; every line says
# which row it is of. What a row found wrong comes at its end, and is named once more at the very end.
# With arguments: only pytest, with these.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
# settings of a server of one's own must not leak into the tests
unset DATABASE_URL DATA_DIR SECRET_KEY PUBLIC_URL HOST PORT ASYNC_MODE REDIS_URL TRUSTED_PROXIES METRICS_TOKEN

if [ $# -gt 0 ]; then
    exec pytest "$@"
fi

step() {
    echo
    echo "[$1] $2"
}

# row NAME COMMAND...: run a command, every line of it with the row's name before it; its exit code is the command's.
row() {
    local name=$1
    shift
    "$@" 2>&1 | sed -u "s/^/$name | /"
}

modules() {
    local said
    said=$(node --test tests/js/*.test.mjs 2>&1) || {
        echo "$said"
        return 1
    }
    echo "$said" | grep -E '^. (tests|pass|fail) '
}

# the pages' tests by the first letter of their name: the longer half by itself, the other half after all the rest;
# pytest's store of what failed last is kept by one row alone
first_pages() {
    pytest tests/browser --ignore-glob='tests/browser/test_[p-z]*'
}

everything_else() {
    mypy && modules && pytest --ignore-glob='tests/browser/test_[a-o]*' --ignore=tests/postgresql -p no:cacheprovider
}

# what speaks to the database, once more on a PostgreSQL that the tests start themselves
on_postgresql() {
    TEST_DATABASE=postgresql pytest tests/postgresql tests/domain tests/publisher tests/sockets -p no:cacheprovider
}

started=$SECONDS
step 1/2 "检查写法（ruff）"
ruff check .
step 2/2 "同时进行：网页（pytest tests/browser 的前一半），再在 PostgreSQL 上跑一遍；其余（mypy、node --test、pytest）"
set -m # a process group of its own, so that it can be told to end and still ends its servers
row 其余 everything_else &
rest=$!
set +m
trap 'kill -INT -- "-$rest" 2>/dev/null || true' EXIT
failed=()
row 网页 first_pages || failed+=(网页)
row PostgreSQL on_postgresql || failed+=(PostgreSQL)
wait "$rest" || failed+=(其余)

echo
if [ ${#failed[@]} -gt 0 ]; then
    echo "没有通过：${failed[*]}（看上面这一组的 FAILURES），用时 $((SECONDS - started)) 秒" >&2
    exit 1
fi
echo "全部通过，用时 $((SECONDS - started)) 秒"
