#!/bin/sh
# Feeds what lies in a folder to a command, as a tar; holes, which most of a disk is, stay holes.
# Words: the folder; a name in it; then the command.
folder=$1
name=$2
shift 2
tar -S -C "$folder" -cf - "$name" | "$@"
