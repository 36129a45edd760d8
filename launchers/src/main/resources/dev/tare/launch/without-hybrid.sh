#!/bin/sh
# Runs a command where version 2 of control groups cannot be seen beside version 1.
# Words: the command.
umount /sys/fs/cgroup/unified && exec "$@"
