#!/bin/sh
# Ends the program that stays beside a container, which gets a moment in which to end by itself.
# Words: the container's folder.
read -r holder <"$1/holder" || exit
kill "$holder" || exit
tries=0
# One that nobody has asked after yet (a zombie) has ended.
while grep -q '^State:.[^ZX]' "/proc/$holder/status" 2>/dev/null && [ $tries -lt 300 ]; do
    tries=$((tries + 1))
    sleep 0.001
done
