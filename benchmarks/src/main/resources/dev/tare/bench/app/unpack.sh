#!/bin/sh
# Unpacks the kernel's sources into a folder.
xz -dc "$1" | tar -x -C "$2"
