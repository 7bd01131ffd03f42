#!/usr/bin/env bash
# Make the virtual environment with what running needs; `setup.sh tests` adds what the tests need, `setup.sh all` also
# the servers of others that some of them start.
# Does nothing where everything is there already; says in one line what is missing otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
want=${1:-run}
log=.venv/install.log

fail() {
    echo "$*" >&2
    exit 1
}

# Install Debian/Ubuntu packages: as root, else by sudo (which may ask for the password at a terminal).
apt_install() {
    local why=$1
    shift
    local sudo=()
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null || { [ ! -t 0 ] && ! sudo -n true 2>/dev/null; }; then
            fail "缺少${why}，请用管理员账号运行：apt-get install $*"
        fi
        sudo=(sudo)
    fi
    command -v apt-get >/dev/null || fail "缺少${why}，请用系统的软件管理器安装（Debian 上的包名：$*）。"
    echo "安装${why}：$*"
    "${sudo[@]}" apt-get update -qq >/dev/null 2>&1 || true
    # a database that comes along is wanted for its programs: while this runs, no service of the system is started
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive sh -c '
        policy=/usr/sbin/policy-rc.d
        if [ ! -e $policy ]; then
            trap "rm -f $policy" EXIT
            printf "#!/bin/sh\nexit 101\n" >$policy && chmod +x $policy
        fi
        apt-get install -y -qq --no-install-recommends "$@"
    ' sh "$@" >/dev/null 2>&1 ||
        fail "没有装上${why}，请检查网络，再运行：apt-get install $*"
}

# The newest Python from 3.11 on.
find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$name"
            return
        fi
    done
    fail "需要 Python 3.11 或更新的版本，请先安装（Debian 12、Ubuntu 24.04 自带：apt-get install python3）。"
}

make_venv() {
    local python
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        apt_install " Python 虚拟环境" "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    echo "建立虚拟环境 .venv"
    rm -rf .venv
    "$python" -m venv .venv
}

# pip_install FILE STAMP: install a requirements file unless this very text was installed before.
pip_install() {
    local sum
    sum=$(cat requirements.txt "$1" | sha256sum)
    if [ -f "$2" ] && [ "$(cat "$2")" = "$sum" ]; then
        return
    fi
    echo "安装程序包（$1，第一次需要几分钟）"
    if ! .venv/bin/python -m pip install --disable-pip-version-check -q -r "$1" >"$log" 2>&1; then
        tail -n 1 "$log" >&2
        fail "没有装上程序包，请检查网络后再试；完整的记录在 $log。"
    fi
    echo "$sum" >"$2"
}

browser_works() {
    PATH="$PWD/.venv/bin:$PATH" chromium --version >/dev/null 2>&1
}

install_test_tools() {
    local missing=()
    command -v gcc >/dev/null || command -v cc >/dev/null || missing+=(gcc libc6-dev)
    fc-list :lang=zh 2>/dev/null | grep -q . || missing+=(fontconfig fonts-noto-cjk)
    command -v node >/dev/null || missing+=(nodejs)
    browser_works || grep -q '^ID=ubuntu' /etc/os-release || missing+=(chromium)
    [ ${#missing[@]} = 0 ] || apt_install "测试用的浏览器、字体和工具" "${missing[@]}"
    browser_works || install_own_browser
}

install_servers() {
    local missing=()
    command -v redis-server >/dev/null || missing+=(redis-server)
    command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx)
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
    command -v npm >/dev/null || missing+=(npm)
    [ ${#missing[@]} = 0 ] || apt_install "测试用的数据库和服务程序" "${missing[@]}"
}

# Ubuntu's chromium is a snap, which containers cannot run: there the test library fetches its own.
install_own_browser() {
    echo "安装测试用的浏览器"
    .venv/bin/python -m playwright install --with-deps chromium >"$log" 2>&1 ||
        fail "没有装上测试用的 Chromium，请检查网络；完整的记录在 $log。"
    ln -sf "$(.venv/bin/python -c 'from playwright.sync_api import sync_playwright as p
with p() as q: print(q.chromium.executable_path)')" .venv/bin/chromium
}

[ -x .venv/bin/python ] && .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || make_venv
if [ "$want" != run ]; then
    pip_install requirements-dev.txt .venv/.installed-tests
    install_test_tools
    [ "$want" = tests ] || install_servers
else
    pip_install requirements.txt .venv/.installed
fi
