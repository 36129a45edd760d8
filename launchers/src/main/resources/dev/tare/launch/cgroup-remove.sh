#!/bin/sh
# Kills what runs in control groups and in those that were made below, as bombs make them, and
# removes them all; what is killed takes a moment to be gone, and with much memory ten seconds.
# Words: the groups' folders.
for folder in "$@"; do
    tries=0
    while [ -d "$folder" ]; do
        # shellcheck disable=SC2044
        for process in $(find "$folder" -name cgroup.procs -exec cat {} +); do
            kill -9 "$process" 2>/dev/null
        done
        find "$folder" -depth -type d -exec rmdir {} \; 2>/dev/null
        [ -d "$folder" ] || break
        tries=$((tries + 1))
        if [ $tries -gt 300 ]; then
            echo "$folder is still in use" >&2
            exit 1
        elif [ $tries -gt 200 ]; then
            sleep 0.1
        else
            sleep 0.001
        fi
    done
done
