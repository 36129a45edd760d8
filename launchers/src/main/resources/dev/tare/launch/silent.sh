#!/bin/sh
# Runs a program that has nothing of its starter open.
exec "$@" </dev/null >/dev/null 2>&1
