#!/bin/sh
# Opens connections to a server, one after the other, with whatever this machine has for that.
# Words: its address; its port; how many.
once() {
    if command -v busybox >/dev/null; then
        busybox nc -w 3 "$1" "$2" </dev/null >/dev/null
    elif command -v nc >/dev/null; then
        nc -w 3 "$1" "$2" </dev/null >/dev/null
    else
        # shellcheck disable=SC2016
        timeout 3 bash -c ': <"/dev/tcp/$0/$1"' "$1" "$2"
    fi
}
left=$3
while [ "$left" -gt 0 ]; do
    once "$1" "$2" || exit 1
    left=$((left - 1))
done
