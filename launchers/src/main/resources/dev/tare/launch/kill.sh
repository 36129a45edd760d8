#!/bin/sh
# Ends processes at once. Not every place has kill as a program.
kill -9 "$@"
