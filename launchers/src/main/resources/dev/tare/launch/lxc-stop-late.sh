#!/bin/sh
# Stops a container of LXC that is only about to be there: whoever asked for it has been ended, but its
# monitor goes on, and listens when it has come that far.
# Words: the folder of all containers; the container's name.
monitored() {
    cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\000" "\n" | grep "^.lxc monitor. " |
        while read -r title; do
            [ "$title" != "[lxc monitor] $1 $2" ] || echo yes
        done
}
tries=0
while [ -n "$(monitored "$1" "$2")" ] && [ $tries -lt 500 ]; do
    lxc-stop -P "$1" -n "$2" --kill 2>/dev/null
    tries=$((tries + 1))
    sleep 0.02
done
