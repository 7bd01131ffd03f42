-- 让 PostgreSQL 在每一轮测评结束后不留下票与席位的联系（docs/operations.md 第三节）。以管理员在 shuping 数据库里运行一次，然后重启 PostgreSQL。
GRANT pg_checkpoint TO shuping;
GRANT EXECUTE ON FUNCTION pg_switch_wal() TO shuping;
ALTER SYSTEM SET wal_recycle = off;
