#!/bin/sh
# The processes that are seen here, a line each: its number and its command line.
for one in /proc/[0-9]*; do
    line=$(tr '\0\n' '  ' 2>/dev/null <"$one/cmdline") && [ -n "$line" ] && echo "${one#/proc/} $line"
done 2>/dev/null
true
