#!/bin/sh
# Makes a run's folders on the far side, says where they are, and waits for the end of its standard
# input; then ends what measures there, and removes them.
# Words: the run's name there.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tare
scratch=${TMPDIR:-/tmp}/$1
data=$cache/data/$1
ended() {
    cd / || exit 1
    if [ -f "$scratch/measures" ]; then
        read -r measures <"$scratch/measures"
        kill -TERM "$measures" 2>/dev/null
        # What it leaves would lie in the way of what is removed.
        for _ in 1 2 3 4 5 6 7 8 9 10; do
            kill -0 "$measures" 2>/dev/null || break
            sleep 0.5
        done
    fi
    rm -rf "$scratch" "$data"
}
mkdir -p "$cache/data" && mkdir -m 700 "$scratch" || exit 1
trap ended EXIT
trap 'exit 1' HUP INT TERM
mkdir "$data" || exit 1
# shellcheck disable=SC2086
set -- $SSH_CONNECTION
printf "tare %s\n" "$cache" "$scratch" "$data" "$(uname -m)" "${3:--}" "${SLURM_JOB_ID:--}"
cat >/dev/null
