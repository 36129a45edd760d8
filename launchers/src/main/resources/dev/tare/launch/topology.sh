#!/bin/sh
# How the kernel sees its CPUs: a line for each, with its socket and its core there; then how many nodes of memory.
cd /sys/devices/system/cpu || exit
for cpu in cpu[0-9]*; do
    echo "$(cat "$cpu/topology/physical_package_id") $(cat "$cpu/topology/core_id")"
done
set -- /sys/devices/system/node/node[0-9]*
[ -d "$1" ] || shift
echo $#
