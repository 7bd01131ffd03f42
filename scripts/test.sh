#!/usr/bin/env bash
# Run the tests: `test.sh` what needs no servers of others, `test.sh all` everything. Rows of tests go side by side,
# since each waits for its servers most of the time; every line says which row it is of. What a row found wrong comes
# at its end, and is named once more at the very end. With other arguments: only pytest, with these.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
# settings of a server of one's own must not leak into the tests
unset DATABASE_URL DATA_DIR SECRET_KEY PUBLIC_URL HOST PORT ASYNC_MODE REDIS_URL TRUSTED_PROXIES METRICS_TOKEN \
    MAX_VIEWERS WIFI_SSID WIFI_PASSWORD TEST_DATABASE

all=${1:-}
if [ $# -gt 0 ] && [ "$all" != all ]; then
    exec pytest "$@"
fi

step() {
    echo
    echo "[$1] $2"
}

# row NAME COMMAND...: run commands one after the other, every line with the row's name before it; fails if one did.
row() {
    local name=$1 command bad=0
    shift
    for command in "$@"; do
        "$command" 2>&1 | sed -u "s/^/$name | /" || bad=1
    done
    return $bad
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
    mypy && modules && pytest --ignore-glob='tests/browser/test_[a-o]*' \
        --ignore=tests/postgresql --ignore=tests/cluster --ignore=tests/peer -p no:cacheprovider
}

# what speaks to the database, once more on a PostgreSQL that the tests start themselves
on_postgresql() {
    TEST_DATABASE=postgresql pytest tests/postgresql tests/domain tests/publisher tests/sockets -p no:cacheprovider
}

# several processes with Redis and nginx, started by the tests themselves; and the peer that `bench compare` runs
on_a_cluster() {
    pytest tests/cluster tests/peer -p no:cacheprovider
}

pages=(first_pages)
rest=(everything_else)
if [ "$all" = all ]; then
    pages+=(on_a_cluster)
    rest+=(on_postgresql)
fi

started=$SECONDS
step 1/2 "检查写法（ruff）"
ruff check .
step 2/2 "两组同时进行，甲：${pages[*]}；乙：${rest[*]}"
set -m # a process group of its own, so that it can be told to end and still ends its servers
row 乙 "${rest[@]}" &
second=$!
set +m
trap 'kill -INT -- "-$second" 2>/dev/null || true' EXIT
failed=()
row 甲 "${pages[@]}" || failed+=(甲)
wait "$second" || failed+=(乙)

echo
if [ ${#failed[@]} -gt 0 ]; then
    echo "没有通过：${failed[*]}（看上面这一组的 FAILURES），用时 $((SECONDS - started)) 秒" >&2
    exit 1
fi
echo "全部通过，用时 $((SECONDS - started)) 秒"
