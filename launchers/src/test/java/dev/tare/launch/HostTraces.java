package dev.tare.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What can be seen of environments on the host. Nobody else may make any meanwhile. */
final class HostTraces {
  private static final long PATIENCE_MS = 15_000;

  private HostTraces() {}

  /** Containers, links, addresses, rules, mounts, control groups and processes, a line each. */
  static TreeSet<String> seen(Host host) throws IOException {
    TreeSet<String> seen = new TreeSet<>();
    add(seen, "container ", host, "docker", "ps", "--all", "--quiet");
    add(seen, "podman ", host, "podman", "ps", "--all", "--quiet");
    add(seen, "nspawn ", host, "find", "/run/systemd/nspawn", "-mindepth", "1");
    add(seen, "link ", host, "ls", "/sys/class/net");
    add(seen, "address ", host, "ip", "-4", "-o", "addr");
    add(seen, "rule ", host, "iptables", "-w", "-S");
    add(seen, "nat ", host, "iptables", "-w", "-t", "nat", "-S");
    add(seen, "mount ", host, "cat", "/proc/self/mounts");
    add(seen, "group ", host, "find", "/sys/fs/cgroup", "-type", "d");
    add(seen, "lock ", host, "find", "/run/lxc", "-type", "f");
    add(seen, "scratch ", host, "find", host.places().scratch());
    seen.removeIf(line -> line.endsWith("/lxc.pivot") || line.endsWith("/docker"));
    seen.removeIf(line -> line.endsWith("/libpod_parent"));
    processes(seen);
    return seen;
  }

  /** What is there and was not before, once that has become nothing or patience ends. */
  static List<String> since(TreeSet<String> before, Host host) throws Exception {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    while (true) {
      List<String> more = new ArrayList<>(seen(host));
      more.removeAll(before);
      if (more.isEmpty() || System.nanoTime() > end) {
        return more;
      }
      Thread.sleep(200);
    }
  }

  private static void add(TreeSet<String> seen, String kind, Host host, String... words) {
    try {
      host.run(Command.of(words), Environment.PATIENCE)
          .out()
          .lines()
          .forEach(line -> seen.add(kind + line.strip()));
    } catch (IOException e) {
      seen.add(kind + "cannot be told");
    }
  }

  private static void processes(TreeSet<String> seen) throws IOException {
    try (var folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path folder : folders) {
        try {
          String line = Files.readString(folder.resolve("cmdline")).replace('\0', ' ').strip();
          if (line.contains("sleep ") || line.contains("lxc") || line.contains("docker-proxy")) {
            seen.add("process " + folder.getFileName() + " " + line);
          }
        } catch (IOException e) {
          // It has ended meanwhile.
          continue;
        }
      }
    }
  }
}
