#!/bin/sh
# Unpacks a package into a root whose folders may be links, as /bin is where /usr is merged.
# Words: the package's file; the root.
dpkg-deb --fsys-tarfile "$1" | tar -x -f - --keep-directory-symlink -C "$2"
