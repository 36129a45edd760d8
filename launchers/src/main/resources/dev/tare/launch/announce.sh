#!/bin/sh
# Says that something runs inside, and goes on saying so for as long as it does: by a byte in a pipe,
# and by holding that open.
# Words: the pipe; then what is to run.
exec 3>"$1" || exit
echo >&3
shift
exec "$@"
