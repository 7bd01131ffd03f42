#!/usr/bin/env bash
# 备份一次到 DATA_DIR/backups（或第一个参数给的目录）：SQLite 由述评自己做，PostgreSQL 用 pg_dump。
# 测评正在进行时不要备份 PostgreSQL：票和席位还连在一起，那一份结束后要自己删掉（docs/operations.md）。
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077
folder=${1:-${DATA_DIR:-instance}/backups}
mkdir -p "$folder"
name=$folder/shuping-$(date +%Y%m%d-%H%M%S)
case ${DATABASE_URL:-} in
    postgresql*)
        pg_dump --format=custom --file="$name.dump" "${DATABASE_URL/+psycopg/}"
        echo "$name.dump"
        ;;
    *)
        "${PYTHON:-.venv/bin/python}" -m app backup "$name.db"
        ;;
esac
