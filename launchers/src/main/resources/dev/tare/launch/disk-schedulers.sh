#!/bin/sh
# Prints a line for each disk that a device's requests reach, its own first: its number, and its I/O scheduler
# as the kernel shows it. What is mapped has others beneath it.
# Word: the device's folder.
reach() {
    echo "$(cat "$1/dev" 2>/dev/null) $(cat "$1/queue/scheduler" 2>/dev/null)"
    for beneath in "$1"/slaves/*; do
        [ ! -e "$beneath/partition" ] || beneath=$beneath/..
        [ ! -e "$beneath" ] || reach "$beneath"
    done
}
reach "$1"
