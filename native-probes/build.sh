#!/bin/sh
# Builds the C library of the probes, or their test programs, with nothing but a C compiler.
#   build.sh library DIR   DIR/linux-x86-64/libtareprobes.so, and linux-aarch64 with a cross compiler
#   build.sh tests DIR     DIR/plain/NAME and DIR/sanitized/NAME, one program per file of src/test/c
set -eu

cd "$(dirname "$0")"
sources=src/main/c
warnings="-Wall -Wextra -Werror"
# No -march=native: the jar must run on another machine. No errno from sqrt, no fused rounding.
flags="-std=gnu11 -O3 $warnings -fPIC -fvisibility=hidden -fno-math-errno -ffp-contract=off"
case "$(uname -m)" in
    x86_64) host=linux-x86-64 ;;
    aarch64) host=linux-aarch64 ;;
    *) echo "Tare builds on Linux x86-64 and aarch64; this machine is $(uname -m)." >&2; exit 1 ;;
esac

compiler() {
    for candidate in ${CC:-cc gcc clang}; do
        if command -v "$candidate" >/dev/null 2>&1; then echo "$candidate"; return; fi
    done
    echo "No C compiler found: install one (Debian: apt-get install gcc libc6-dev) or set CC." >&2
    exit 1
}

# newer TARGET: is any source newer than the target?
newer() {
    [ ! -e "$1" ] || [ -n "$(find src/main/c src/main/spawner src/main/appliance src/test/c build.sh -newer "$1" | head -n 1)" ]
}

# static CC FOLDER NAME: a small program without a C library: spawner, which spawn.c embeds, or merging
# One segment instead of three: each is mapped by exec and unmapped by exit, 5 % of kernel.Spawn.
static() {
    mkdir -p "$2"
    # shellcheck disable=SC2086
    "$1" -std=gnu11 -O2 $warnings -ffreestanding -fno-pie -fno-stack-protector \
        -fno-asynchronous-unwind-tables -static -nostdlib -s -Wl,--build-id=none -Wl,-z,noseparate-code \
        -o "$2/$3" "src/main/spawner/$3.c"
}

# appliance CC FOLDER: the network server as the only process of a guest, with all that it needs in one file.
# It takes a static C library (Debian has it in libc6-dev, Fedora in glibc-static): without one there is no
# such guest, and all else is there. The address is a number, so what ld says of getaddrinfo does not hold.
appliance() {
    server="net_server net_loop net_listen net_peer net_udp net_reason probe affinity"
    # shellcheck disable=SC2086,SC2046
    "$1" -std=gnu11 -O3 $warnings -ffunction-sections -fdata-sections -static -s -Wl,--gc-sections \
        -Wl,--build-id=none -o "$2/serve" src/main/appliance/serve.c $(printf "$sources/%s.c " $server) \
        2>"$2/serve.log" || { cat "$2/serve.log" >&2; rm -f "$2/serve"; echo "no kvm(appliance=serve) in $2" >&2; }
    rm "$2/serve.log"
}

# library CC FOLDER: one shared library out of every file of src/main/c, and the static programs beside it
# -z now: no symbol is looked up in a timed loop, nor after a fork that gave the heap back.
library() {
    target=$2/libtareprobes.so
    newer "$target" || return 0
    static "$1" "$2" spawner
    static "$1" "$2" merging
    appliance "$1" "$2"
    # shellcheck disable=SC2086
    "$1" $flags -Wa,-I,"$2" -include "$sources/glibc_floor.h" -shared -o "$target.new" "$sources"/*.c \
        -Wl,--build-id=sha1 -Wl,-z,defs -Wl,-z,now -Wl,--push-state,--no-as-needed -l:libpthread.so.0 -Wl,--pop-state -lm
    rm "$2/spawner"
    mv "$target.new" "$target"
}

# programs CC FOLDER FLAG...: one program per file of src/test/c, each with all probes
programs() {
    cc=$1; folder=$2; shift 2
    newer "$folder/built" || return 0
    mkdir -p "$folder/objects"
    rm -f "$folder"/objects/*.o
    static "$cc" "$folder/objects" spawner
    common="-std=gnu11 -g $warnings -fno-math-errno -ffp-contract=off"
    for source in "$sources"/*.c; do
        # shellcheck disable=SC2086
        "$cc" $common "$@" -Wa,-I,"$folder/objects" -c -o "$folder/objects/$(basename "$source" .c).o" "$source"
    done
    for source in src/test/c/*_test.c; do
        # shellcheck disable=SC2086
        "$cc" $common "$@" -I "$sources" -o "$folder/$(basename "$source" .c)" \
            "$source" "$folder"/objects/*.o -Wl,-z,now -lpthread -lm
    done
    touch "$folder/built"
}

sanitizers() {
    probe=$2/sanitizers
    echo 'int main(void) { return 0; }' > "$probe.c"
    "$1" -fsanitize=address,undefined -o "$probe" "$probe.c" 2>/dev/null && "$probe" 2>/dev/null
}

mkdir -p "$2"
case "$1" in
    library)
        cc=$(compiler)
        library "$cc" "$2/$host"
        if [ "$host" = linux-x86-64 ] && command -v aarch64-linux-gnu-gcc >/dev/null 2>&1; then
            library aarch64-linux-gnu-gcc "$2/linux-aarch64"
        fi
        ;;
    tests)
        cc=$(compiler)
        programs "$cc" "$2/plain" -O2 &
        if sanitizers "$cc" "$2"; then
            programs "$cc" "$2/sanitized" -O1 -fsanitize=address,undefined -fno-sanitize-recover=all
        fi
        wait $!
        ;;
    *) echo "usage: build.sh library|tests DIR" >&2; exit 2 ;;
esac
