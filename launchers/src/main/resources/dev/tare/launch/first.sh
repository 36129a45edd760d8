#!/bin/sh
# The first program of a container that has no init of its own: a shell that waits reaps what lost
# its parent.
echo ready
while :; do
    sleep 86400 &
    wait $!
done
