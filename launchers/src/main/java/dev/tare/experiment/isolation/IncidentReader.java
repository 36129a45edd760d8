package dev.tare.experiment.isolation;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.proc.Cgroups;
import dev.tare.proc.Mount;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what the kernel counted of an environment, from inside it or from around it. */
final class IncidentReader {
  /** An environment whose process table is full may take a while, or never answer. */
  private static final Duration A_LOOK = Duration.ofSeconds(5);

  private static final String VMSTAT = "/proc/vmstat";

  private IncidentReader() {}

  /**
   * As the environment itself sees it.
   *
   * @return {@link Incidents#UNKNOWN} where it does not answer
   */
  static Incidents inside(Environment environment) {
    boolean guest = environment.stack().replaceAll("\\([^)]*\\)", "").endsWith("kvm");
    return read(environment, "self", guest ? Optional.of(VMSTAT) : Optional.empty());
  }

  /**
   * As what is around it sees it, by a process of it.
   *
   * @param outer where the environment's outermost layer was made: the host
   * @return {@link Incidents#UNKNOWN} where the layer cannot tell, or it is gone
   */
  static Incidents outside(Environment outer, Environment environment) {
    try {
      Optional<String> pid = environment.outsidePid();
      return pid.map(one -> read(outer, one, Optional.empty())).orElse(Incidents.UNKNOWN);
    } catch (IOException e) {
      return Incidents.UNKNOWN;
    }
  }

  /**
   * @param instead what counts kills for memory where no group does
   */
  private static Incidents read(Environment where, String pid, Optional<String> instead) {
    if (where.isDry()) {
      return Incidents.UNKNOWN;
    }
    try {
      Ended text =
          where.run(Command.of("cat", "/proc/" + pid + "/cgroup", "/proc/self/mountinfo"), A_LOOK);
      List<String> files = new ArrayList<>(files(text.out().lines().toList()));
      instead.ifPresent(files::add);
      Ended counts = where.run(Command.of("grep", "-Hs", "").and(files), A_LOOK);
      return incidents(counts.out(), instead);
    } catch (LaunchException e) {
      return Incidents.UNKNOWN;
    } catch (IOException e) {
      return Incidents.UNKNOWN;
    }
  }

  /**
   * The files that count, of whichever version each controller is.
   *
   * @param lines of /proc/PID/cgroup and of /proc/self/mountinfo, which are told apart by their
   *     form
   */
  static List<String> files(List<String> lines) {
    Map<Boolean, List<String>> byForm =
        lines.stream().collect(Collectors.partitioningBy(line -> line.matches("\\d+:[^ ]*:.*")));
    Cgroups groups = Cgroups.parse(byForm.get(true), Mount.parse(byForm.get(false)));
    List<String> files = new ArrayList<>();
    add(files, groups, "memory", "memory.oom_control", "memory.events");
    add(files, groups, "cpu", "cpu.stat", "cpu.stat");
    add(files, groups, "pids", "pids.events", "pids.events");
    return files;
  }

  private static void add(
      List<String> files, Cgroups groups, String controller, String v1, String v2) {
    groups
        .chain(controller)
        .ifPresent(
            chain -> files.add(chain.folders().get(0) + "/" + (chain.version() == 1 ? v1 : v2)));
  }

  /** What {@code grep -H ""} printed of the files: each line behind its file's path and a colon. */
  static Incidents incidents(String text, Optional<String> instead) {
    Map<String, StringBuilder> byName = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String path = line.substring(0, colon);
        byName
            .computeIfAbsent(path.substring(path.lastIndexOf('/') + 1), any -> new StringBuilder())
            .append(line.substring(colon + 1))
            .append('\n');
      }
    }
    String memory = byName.containsKey("memory.events") ? "memory.events" : "memory.oom_control";
    if (!byName.containsKey(memory) && instead.isPresent()) {
      memory = "vmstat";
    }
    return Incidents.parse(
        text(byName, memory), text(byName, "cpu.stat"), text(byName, "pids.events"));
  }

  private static String text(Map<String, StringBuilder> byName, String name) {
    return String.valueOf(byName.getOrDefault(name, new StringBuilder()));
  }
}
