#!/bin/sh
# Prints the bytes that a container takes beside its image: the folders of its own layers, or where
# the engine does not show them what it says itself.
# Words: the engine; the container.
upper=$("$1" inspect --format '{{.GraphDriver.Data.UpperDir}}' "$2")
own=${upper%/*}
if [ -n "$own" ] && [ -d "$own" ]; then
    du -s -c -B1 "$own" "$own-init" 2>/dev/null | tail -n 1
else
    "$1" inspect --size --format '{{.SizeRw}}' "$2"
fi
