#!/bin/sh
# Answers each line of its standard input with the first line of the first file that can be read.
# Words: the files.
for file in "$@"; do
    [ ! -r "$file" ] || break
done
while read -r _; do
    read -r line <"$file"
    echo "$line"
done
