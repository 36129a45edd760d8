#!/bin/sh
# Opens connections to a server, one after the other.
# Words: its address; its port; how many.
left=$3
while [ "$left" -gt 0 ]; do
    busybox nc -w 3 "$1" "$2" </dev/null >/dev/null || exit 1
    left=$((left - 1))
done
