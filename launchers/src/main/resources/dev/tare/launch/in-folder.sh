#!/bin/sh
# Runs a script in a folder; it ends with the first command that fails.
# Words: the folder, the script's text.
cd "$1" && exec sh -e -c "$2"
