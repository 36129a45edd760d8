package dev.tare.userland;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds the little text that a system needs: one user, local names, no name server. */
final class EtcFiles {
  static final SortedMap<String, String> TEXTS =
      new TreeMap<>(
          Map.of(
              "etc/passwd",
              """
              root:x:0:0:root:/root:/bin/sh
              nobody:x:65534:65534:nobody:/nonexistent:/bin/false
              """,
              "etc/group",
              """
              root:x:0:
              tty:x:5:
              nogroup:x:65534:
              """,
              "etc/shadow",
              """
              root:*:19000:0:99999:7:::
              nobody:*:19000:0:99999:7:::
              """,
              "etc/hosts",
              """
              127.0.0.1 localhost
              ::1 localhost
              """,
              "etc/nsswitch.conf",
              """
              passwd: files
              group: files
              shadow: files
              hosts: files dns
              """,
              "etc/shells",
              """
              /bin/sh
              """,
              "etc/hostname",
              """
              tare
              """,
              "etc/resolv.conf",
              "",
              "etc/fstab",
              ""));

  /** Lists folders, most of them to mount something on. */
  static final List<String> FOLDERS =
      List.of(
          "data",
          "dev",
          "etc",
          "mnt",
          "opt",
          "proc",
          "root",
          "run",
          "sys",
          "tare",
          "tmp",
          "usr/bin",
          "usr/lib",
          "usr/sbin",
          "usr/share/tare",
          "var/lib",
          "var/log",
          "var/tmp");

  private EtcFiles() {}
}
