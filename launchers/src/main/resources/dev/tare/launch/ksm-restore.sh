#!/bin/sh
# ksm-restore FOLDER FILE: gives KSM the settings of a file, a name and a value in each line, in their order;
# the line of the boot is none.
failed=0
while read -r name value; do
    case $name in
    boot) ;;
    '' | *[!a-z_]*) failed=1 ;;
    *) printf '%s' "$value" > "$1/$name" || failed=1 ;;
    esac
done < "$2"
[ "$failed" = 0 ] && rm -f "$2"
