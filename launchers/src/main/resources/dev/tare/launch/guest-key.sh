#!/bin/sh
# Makes a key without a passphrase, whole or not at all, unless it is there, and prints its public half.
# Words: the folder to keep it in, which nobody else may read.
if [ ! -e "$1" ]; then
	mkdir -m 700 "$1.$$"
	ssh-keygen -q -t ed25519 -N '' -C tare -f "$1.$$/key"
	# Of several that begin at once one makes it.
	mv -T "$1.$$" "$1" 2>/dev/null || rm -r "$1.$$"
fi
cat "$1/key.pub"
