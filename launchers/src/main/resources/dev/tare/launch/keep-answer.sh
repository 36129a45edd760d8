#!/bin/sh
# Keeps an answer that holds until the host boots again, and forgets those of earlier boots.
# Words: what the names of all such files begin with; the boot; the answer.
rm -f "$1"*
echo "$3" >"$1$2"
