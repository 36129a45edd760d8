#!/bin/sh
# Stays until it is ended, with nothing of its starter open.
exec </dev/null >/dev/null 2>&1
while :; do
    sleep 86400 &
    wait $!
done
