#!/bin/sh
# Stops a container of LXC that is only about to be there: whoever asked for it has been ended, but what it
# started goes on, and listens when it has come that far. After half a minute it is left.
# Words: the folder of all containers; the container's name.
monitored() {
    grep -lsF -- "$2" /proc/[0-9]*/cmdline | while read -r file; do
        case "$(tr '\000' ' ' 2>/dev/null <"$file")" in
            "[lxc monitor] $1 $2" | "[lxc monitor] $1 $2 "* | "lxc-execute "*" $2 "* | /*"/lxc-execute "*" $2 "*) echo yes ;;
        esac
    done
}
end=$(($(date +%s) + 30))
while [ -n "$(monitored "$1" "$2")" ] && [ "$(date +%s)" -lt $end ]; do
    lxc-stop -P "$1" -n "$2" --kill 2>/dev/null
    sleep 0.02
done
