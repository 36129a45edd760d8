#!/bin/sh
# Prints how many bytes a file has when it is compressed.
gzip -c "$1" | wc -c
