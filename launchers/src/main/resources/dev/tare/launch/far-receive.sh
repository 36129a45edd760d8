#!/bin/sh
# Unpacks a tar that arrives. It appears under its name whole or not at all; who comes second
# changes nothing.
# Words: the name; what comes: folder, userland or file; of a file, what tells it from others.
half=$1.half-$$
trap 'rm -rf "$half"' EXIT
mkdir -p "$half" && tar -xf - -C "$half" || exit 1
case $2 in
file)
    mv "$half/${1##*/}" "$1" && printf "%s\n" "$3" >"$1.from"
    exit
    ;;
userland)
    mkdir "$half/rootfs" && tar -xf "$half/userland.tar" -C "$half/rootfs" || exit 1
    ;;
esac
[ -d "$1" ] || mv "$half" "$1"
