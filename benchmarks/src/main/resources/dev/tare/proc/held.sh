#!/bin/sh
# Runs a program that gets a signal when standard input ends, and after ten seconds the one that nothing survives.
signal=$1
shift
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
{
    cat <&3
    kill -s "$signal" "$program"
    tries=0
    while [ "$tries" -lt 100 ] && kill -0 "$program"; do
        sleep 0.1
        tries=$((tries + 1))
    done
    kill -s KILL "$program"
} >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$program"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
