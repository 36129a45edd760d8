package dev.tare.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What of one process of this program is on the host: everything that it makes has its pid. */
final class Traces {
  private static final long ENGINE_SECONDS = 30;

  private Traces() {}

  /** Containers, control groups, links, rules, processes and folders, a line each. */
  static List<String> of(long pid) throws IOException, InterruptedException {
    String name = "tare-" + pid + "-";
    List<String> found = new ArrayList<>();
    found.addAll(lines(name, "docker", "ps", "--all", "--format", "{{.Names}}"));
    found.addAll(lines(name, "ip", "-o", "link"));
    found.addAll(lines(":" + pid + ":", "ip", "-d", "link"));
    found.addAll(lines(":" + pid + ":", "iptables", "-w", "-S"));
    found.addAll(lines(name, "find", "/sys/fs/cgroup", "-maxdepth", "3", "-type", "d"));
    found.addAll(lines(name, "ps", "-eo", "args"));
    for (String folder : List.of("/tmp", "/var/tmp", System.getProperty("java.io.tmpdir"))) {
      try (Stream<Path> all = Files.list(Path.of(folder))) {
        all.map(Path::toString)
            .filter(path -> path.matches(".*/tare-.*-" + pid + "(-data)?"))
            .forEach(found::add);
      }
    }
    return found;
  }

  /** Whether a command succeeds. */
  static boolean answers(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(ENGINE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> lines(String name, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(process.getInputStream().readAllBytes());
      process.waitFor(ENGINE_SECONDS, TimeUnit.SECONDS);
      return out.lines().filter(line -> line.contains(name)).toList();
    } catch (IOException e) {
      // Not installed, so nothing of it is there.
      return List.of();
    }
  }
}
