#!/bin/sh
# Mounts a container's root and runs what starts the container, whose output goes to the log.
# Words: the container's folder; the userland; then the command.
mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/delta,workdir=$1/work" "$1/root" || exit
exec </dev/null >"$1/log" 2>&1
shift 2
exec "$@"
