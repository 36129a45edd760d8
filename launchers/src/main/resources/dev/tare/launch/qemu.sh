#!/bin/sh
# Becomes QEMU, which ends with the program that started it, even where that was killed: QEMU itself
# does not heed the end of its standard input, so this reads it and passes it on through a pipe.
# Words: the pipe's name; then QEMU's command line. The guest's console, file descriptor 3, is QEMU's
# standard error.
pipe=$1
shift
mkfifo -m 600 "$pipe" || exit
exec 4<&0
{
    cat <&4 >"$pipe"
    kill "$$"
} >/dev/null 2>&1 &
exec "$@" <"$pipe" 3>&2 4<&-
