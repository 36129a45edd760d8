#!/bin/sh
# Starts a program that makes a container and stays beside it. It says nothing once all is mounted:
# what runs first inside does.
# Words: the container's folder, in whose log that appears; then the command.
folder=$1
shift
setsid env -i PATH="$PATH" "$@" &
holder=$!
echo $holder >"$folder/holder"
until grep -q ready "$folder/log"; do
    kill -0 $holder 2>/dev/null || exit 1
    sleep 0.01
done
read -r first _ <"/proc/$holder/task/$holder/children"
echo "$first" >"$folder/pid"
