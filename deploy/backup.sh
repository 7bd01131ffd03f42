#!/usr/bin/env bash
# 备份一次：backup.sh [--force] [目录]，不写目录就放在 DATA_DIR/backups。PostgreSQL 由述评调用 pg_dump。
# 测评正在进行时票和席位还连在一起，PostgreSQL 这时不备份；--force 照样备份，测评结束后服务自动删除那一份。
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077
force=()
if [ "${1:-}" = --force ]; then
    force=(--force)
    shift
fi
folder=${1:-${DATA_DIR:-instance}/backups}
mkdir -p "$folder"
case ${DATABASE_URL:-} in
    postgresql*) kind=dump ;;
    *) kind=db ;;
esac
"${PYTHON:-.venv/bin/python}" -m app backup "${force[@]}" "$folder/shuping-$(date +%Y%m%d-%H%M%S).$kind"
