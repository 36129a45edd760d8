#!/bin/sh
# Unpacks what a packed file holds beside it, and removes the file.
# Words: the folder that it lies in; its name.
cd "$1" && tar -xzf "$2" && rm "$2"
