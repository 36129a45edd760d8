#!/bin/sh
# Writes its standard input to a file, and says how many bytes came.
# Words: the file; its permissions.
cat >"$1" && chmod "$2" "$1" && wc -c <"$1"
