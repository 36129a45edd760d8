#!/bin/sh
# Turns controllers on, of version 2, for the groups below one.
# Words: the group's folder; then the controllers.
control=$1/cgroup.subtree_control
shift
for controller in "$@"; do
    grep -qsw "$controller" "$control" || echo "+$controller" >"$control" || exit
done
