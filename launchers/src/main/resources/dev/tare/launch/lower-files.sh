#!/bin/sh
# Writes files of which each is to be written to once: what disk.CopyUp looks for.
# Words: the folder of the data.
for sizes in 4096x1000 65536x400 1048576x240; do
    bytes=${sizes%x*}
    mkdir -p "$1/tare-lower/$bytes" && cd "$1/tare-lower/$bytes" || exit
    # shellcheck disable=SC2046
    head -c "$bytes" /dev/zero | tee $(seq "${sizes#*x}") >/dev/null || exit
done
