#!/bin/sh
# Names the runs of fleets that are kept in this node's cache, to go on with, and that nobody has written
# to for so many days.
# Words: how many.
for run in "${XDG_CACHE_HOME:-$HOME/.cache}"/tare/fleet/*; do
    if [ -d "$run" ] && [ ! -L "$run" ]; then
        # What cannot be looked through is not old.
        new=$(find "$run" -mtime "-$1" -print -quit) || continue
        [ -n "$new" ] || echo "$run"
    fi
done
