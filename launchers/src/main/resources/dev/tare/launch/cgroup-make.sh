#!/bin/sh
# Makes control groups with limits, and runs a command in them where one follows.
# Words: their folders, a line each; threes of must or may, a file, what is written to it; --; then
# the command. What only may be written is left out where the file is not there.
folders=$1
shift
IFS='
'
# shellcheck disable=SC2086
mkdir $folders || exit 125
for folder in $folders; do
    # Version 1 makes a group that has no CPUs and no memory.
    for file in cpuset.mems cpuset.cpus; do
        if [ -e "$folder/$file" ] && [ -e "$folder/../$file" ]; then
            read -r all <"$folder/../$file"
            echo "$all" >"$folder/$file" || exit 125
        fi
    done
done
while [ "$1" != -- ]; do
    if [ "$1" = must ] || [ -e "$2" ]; then
        echo "$3" >"$2" || {
            echo "$2 does not take $3" >&2
            exit 125
        }
    fi
    shift 3
done
shift
[ $# -gt 0 ] || exit 0
for folder in $folders; do
    echo $$ >"$folder/cgroup.procs" || exit 125
done
unset IFS
exec "$@"
