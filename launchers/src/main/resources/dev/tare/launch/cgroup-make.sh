#!/bin/sh
# Makes control groups with limits.
# Words: their folders; --; then threes of must or may, a file, what is written to it. What only may
# be written is left out where the file is not there.
while [ "$1" != -- ]; do
    mkdir "$1" || exit
    # Version 1 makes a group that has no CPUs and no memory.
    for file in cpuset.mems cpuset.cpus; do
        if [ -e "$1/$file" ] && [ -e "$1/../$file" ]; then
            cat "$1/../$file" >"$1/$file" || exit
        fi
    done
    shift
done
shift
while [ $# -gt 2 ]; do
    if [ "$1" = must ] || [ -e "$2" ]; then
        echo "$3" >"$2" || {
            echo "$2 does not take $3" >&2
            exit 1
        }
    fi
    shift 3
done
