#!/bin/sh
# Measures on a node by the jar's own verb, and writes the run folder, whole or not, as a tar to
# standard output. What a job that ended has left of it there is gone on with.
# Words: the run folder's name; how: new, given where its beginning comes as a tar, stop, which ends
# what measures, or forget, which removes the folder; java; the jar; a folder for temporary files; the
# verb and its options.
folder=${XDG_CACHE_HOME:-$HOME/.cache}/tare/fleet/$1
how=$2
java=$3
jar=$4
temporary=$5
shift 5
# Of this run and of all runs: nothing where others have something there.
leave() {
    rmdir "${folder%/*}" "${folder%/*/*}" 2>/dev/null
}
case $how in
forget)
    rm -rf "$folder"
    leave
    exit 0
    ;;
stop)
    kill -TERM "$(cat "$temporary/measures")"
    exit
    ;;
esac
[ -x "$java" ] || java=java
command -v "$java" >/dev/null || {
    echo "there is no java on this node; apt-get install openjdk-17-jre-headless" >&2
    exit 5
}
if [ "$how" = given ] && [ ! -f "$folder/run.json" ]; then
    mkdir -p "$folder" && tar -xf - -C "$folder" || exit 5
fi
if [ -f "$folder/run.json" ]; then
    # It may have come with its old times: from now on it is nobody's leftover.
    touch "$folder"
    set -- "$1" --resume "$folder"
else
    rm -rf "$folder" && mkdir -p "${folder%/*}" || exit 5
    set -- "$@" --out "$folder"
fi
"$java" -Djava.io.tmpdir="$temporary" -jar "$jar" "$@" </dev/null >&2 &
measures=$!
echo "$measures" >"$temporary/measures"
trap 'kill -TERM "$measures"' HUP INT TERM
wait "$measures"
code=$?
# A signal ends the waiting before what is waited for.
while kill -0 "$measures" 2>/dev/null; do
    wait "$measures"
    code=$?
done
if [ -d "$folder" ]; then
    tar -C "$folder" -cf - .
else
    leave
fi
exit "$code"
