#!/bin/sh
# Packs a folder beside itself, whole or not at all.
# Words: the folder that it lies in; its name; the name of the packed file.
cd "$1" && tar -czSf "$3.half" "$2" && mv "$3.half" "$3"
