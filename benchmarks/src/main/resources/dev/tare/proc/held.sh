#!/bin/sh
# Runs a program that gets a signal when standard input ends, and after ten seconds the one that nothing survives,
# as do all that it has started by then.
signal=$1
shift
# In a group of its own, where there is setsid: what the program has started is ended with it.
if command -v setsid >/dev/null; then
    set -- setsid "$@"
fi
exec 3<&0
# What a whole group of processes is sent ends its head, and with that the input: the program is not left behind.
trap : HUP INT TERM
"$@" </dev/null 3<&- &
program=$!
{
    trap '' HUP INT TERM
    cat <&3
    trap '' USR1
    kill -s "$signal" "$program"
    tries=0
    while [ "$tries" -lt 100 ] && kill -0 "$program"; do
        sleep 0.1
        tries=$((tries + 1))
    done
    kill -s KILL -- "-$program" "$program"
} >/dev/null 2>&1 &
watcher=$!
exec 3<&-
while :; do
    wait "$program"
    code=$?
    kill -0 "$program" 2>/dev/null || break
done
# One that has begun to end what is left ends it.
kill -s USR1 "$watcher" 2>/dev/null
while kill -0 "$watcher" 2>/dev/null; do
    wait "$watcher" 2>/dev/null
done
exit "$code"
