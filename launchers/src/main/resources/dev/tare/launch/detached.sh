#!/bin/sh
# Starts a program that nobody holds, its output in a file.
log=$1
shift
setsid "$@" </dev/null >"$log" 2>&1 &
