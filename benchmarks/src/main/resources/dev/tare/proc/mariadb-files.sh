#!/bin/sh
# Makes the data of a MariaDB in the working folder, a copy of what is made once in a folder beside others.
#   ready     the folder of what is made once, or is there already
#   pack      the folder of the server's software
#   sysbench  that of sysbench; not looked at without rows
#   rows      of the table sbtest1; 0: there is none
# What is here already goes first.
ready=$1 pack=$2 sysbench=$3 rows=$4
share=$pack/usr/share/mysql
server() {
    exec "$pack/usr/sbin/mariadbd" --no-defaults --user=root --datadir="$half" \
        --lc-messages-dir="$share" --character-sets-dir="$share/charsets" \
        --innodb-log-file-size=64M "$@"
}
# The socket has a short name: a long path is none of a socket's.
load() {
    socket=$(mktemp -u)
    server --skip-networking --socket="$socket" --pid-file="$half/pid" --tmpdir="$half" \
        --innodb-buffer-pool-size=512M --innodb-flush-log-at-trx-commit=0 &
    loaded=$!
    while [ ! -S "$socket" ] && kill -0 "$loaded"; do sleep 0.1; done
    LD_LIBRARY_PATH=$sysbench/lib LUA_PATH="$sysbench/usr/share/sysbench/?.lua" \
        "$sysbench/usr/bin/sysbench" --db-driver=mysql --mysql-socket="$socket" --mysql-user=sb \
        --mysql-password=sb --mysql-db=sbtest --tables=1 --table-size="$rows" \
        "$sysbench/usr/share/sysbench/oltp_read_write.lua" prepare >&2 || { kill "$loaded"; exit 1; }
    kill "$loaded"
    wait "$loaded"
}
rm -rf ./*
if [ ! -d "$ready" ]; then
    half=$ready.$$
    trap 'rm -rf "$half"' EXIT
    mkdir "$half"
    half=$(cd "$half" && pwd)
    # The server reads its first tables one statement a line.
    {
        printf 'create database mysql;\nuse mysql;\n'
        cat "$share/mysql_system_tables.sql" "$share/mysql_performance_tables.sql"
        cat "$share/mysql_system_tables_data.sql"
        printf 'flush privileges;\ncreate database sbtest;\n'
        printf "create user sb@'%%' identified by 'sb';\ngrant all on sbtest.* to sb@'%%';\n"
    } | server --bootstrap
    [ "$rows" -eq 0 ] || load
    [ -d "$ready" ] || mv "$half" "$ready"
fi
cp -a "$ready/." .
