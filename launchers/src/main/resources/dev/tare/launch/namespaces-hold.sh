#!/bin/sh
# Starts a program that makes a container and stays beside it. It says nothing once all is mounted:
# what runs first inside does.
# Words: the container's folder, in whose log what is said before that appears; then the command.
folder=$1
shift
mkfifo -m 600 "$folder/said" || exit
setsid env -i PATH="$PATH" "$@" >"$folder/said" &
holder=$!
echo $holder >"$folder/holder"
said=
while [ "$said" != ready ]; do
    # Nobody says anything any more once it has ended.
    read -r said || exit
    [ "$said" = ready ] || echo "$said"
done <"$folder/said"
read -r first _ <"/proc/$holder/task/$holder/children"
echo "$first" >"$folder/pid"
