#!/bin/sh
# Removes what is left of a container of LXC that was stopped.
# Words: the folder of all containers; the container's name.
rm -rf "${1:?}/${2:?}"
# Its lock would stay; the folders of locks go with the last, or one that is starting would lose them.
rm -f "/run/lxc/lock/$1/.$2"
set -- "$1" "$2" "$1"/*/root
if [ ! -e "$3" ] && cd /run/lxc/lock 2>/dev/null; then
    rmdir -p ".$1" 2>/dev/null
fi
# Its monitor ends a little after it, and does not always remove its own control groups.
tries=0
while [ $tries -lt 2000 ]; do
    left=
    for group in /sys/fs/cgroup/lxc.*."$2" /sys/fs/cgroup/*/lxc.*."$2" /sys/fs/cgroup/*/*/lxc.*."$2"; do
        if [ -d "$group" ]; then
            rmdir "$group/.lxc" "$group" 2>/dev/null
            [ ! -d "$group" ] || left=$group
        fi
    done
    [ -n "$left" ] || break
    tries=$((tries + 1))
    sleep 0.001
done
if [ -n "$left" ]; then
    echo "$left is still in use" >&2
    exit 1
fi
[ ! -e "$1/$2" ]
