#!/bin/sh
# Removes what lies beside a folder and no run has used for a week.
# Words: the folder, which is used.
touch "$1" && find "${1%/*}" -mindepth 1 -maxdepth 1 -mtime +7 -exec rm -rf {} +
