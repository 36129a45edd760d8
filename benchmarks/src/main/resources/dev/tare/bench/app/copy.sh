#!/bin/sh
# Copies the files of a list into a tree, by a tar of one's own.
"$1" -C / --no-recursion -T "$2" -cf - | "$1" -C "$3" -xf -
