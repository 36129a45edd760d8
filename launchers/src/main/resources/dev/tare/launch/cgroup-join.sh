#!/bin/sh
# Runs a command in control groups. An engine may have divided a group of its own.
# Words: how many folders of groups; the folders; then the command.
left=$1
shift
while [ "$left" -gt 0 ]; do
    group=$1
    [ ! -d "$group/payload" ] || group=$group/payload
    echo $$ >"$group/cgroup.procs" || exit 125
    shift
    left=$((left - 1))
done
exec "$@"
