#!/bin/sh
# Makes a run's folders on the far side, says where they are, and waits for the end of its standard
# input; then removes them.
# Words: the run's name there.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tare
scratch=${TMPDIR:-/tmp}/$1
data=$cache/data/$1
mkdir -p "$cache/data" && mkdir -m 700 "$scratch" || exit 1
trap 'cd /; rm -rf "$scratch" "$data"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$data" || exit 1
# shellcheck disable=SC2086
set -- $SSH_CONNECTION
printf "tare %s\n" "$cache" "$scratch" "$data" "$(uname -m)" "${3:--}"
cat >/dev/null
