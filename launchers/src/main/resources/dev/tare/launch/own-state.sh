#!/bin/sh
# Runs a command with a folder of its own for its state, which goes with the mount namespace.
# Words: the folder; the command.
mkdir -p "$1" && mount -t tmpfs tmpfs "$1" || exit
shift
exec "$@"
