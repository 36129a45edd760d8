#!/bin/sh
# Tells whether a program can be run.
# Words: its name.
command -v "$1"
