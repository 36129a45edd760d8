#!/bin/sh
# Imports the userland as an image where there is no tar of it, as in a guest, whose own tar reads
# no lists.
# Words: the root; the list of its files, one a line; the import's change; the image; the engine.
# shellcheck disable=SC3040
if (set -o pipefail) 2>/dev/null; then set -o pipefail; fi
set -f
IFS="
"
# shellcheck disable=SC2046
tar -C "$1" -cf - --no-recursion $(cat "$2") | "$5" import --change "$3" - "$4" || {
    "$5" rmi "$4" >/dev/null 2>&1
    exit 1
}
