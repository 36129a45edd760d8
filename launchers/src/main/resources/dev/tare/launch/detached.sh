#!/bin/sh
# Starts a program that nobody holds, its output in a file, and prints its number.
log=$1
shift
setsid "$@" </dev/null >"$log" 2>&1 &
echo $!
