package dev.tare.cli;

import dev.tare.launch.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What of one process of this program is on the host: everything that it makes has its pid. */
final class Traces {
  private Traces() {}

  /** Containers, control groups, links, rules, processes and folders, a line each. */
  static List<String> of(long pid) throws IOException, InterruptedException {
    String name = "tare-" + pid + "-";
    List<String> found = new ArrayList<>();
    found.addAll(lines(name, "docker", "ps", "--all", "--format", "{{.Names}}"));
    found.addAll(lines(name, "docker", "images", "--format", "{{.Repository}}"));
    found.addAll(lines(name, "ip", "-o", "link"));
    found.addAll(lines(":" + pid + ":", "ip", "-d", "link"));
    found.addAll(lines(":" + pid + ":", "iptables", "-w", "-S"));
    found.addAll(lines(name, "find", "/sys/fs/cgroup", "-maxdepth", "3", "-type", "d"));
    String[] processes = Script.of("processes").words().toArray(String[]::new);
    found.addAll(lines(name, processes));
    found.addAll(lines(":" + pid + ":", processes));
    for (String folder : List.of("/tmp", "/var/tmp", System.getProperty("java.io.tmpdir"))) {
      try (Stream<Path> all = Files.list(Path.of(folder))) {
        all.map(Path::toString)
            .filter(path -> path.matches(".*/tare-.*-" + pid + "(-data)?"))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static List<String> lines(String name, String... command) throws InterruptedException {
    return ThisHost.said(command).lines().filter(line -> line.contains(name)).toList();
  }
}
