package dev.tare.experiment.isolation;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.proc.Cgroups;
import dev.tare.proc.Mount;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what the kernel did to environments for their limits, as they see it and as the host does.
 * What is not counted has no figure.
 */
final class KernelCounts {
  static final String INSIDE = "inside";
  static final String OUTSIDE = "outside";

  /** An environment whose process table is full may take a while, or never answer. */
  private static final Duration A_LOOK = Duration.ofSeconds(5);

  /** Files of a group in both versions; of a guest its kernel counts kills as a whole. */
  private static final List<String> FILES =
      List.of("memory.events", "memory.oom_control", "cpu.stat", "pids.events");

  private static final String VMSTAT = "/proc/vmstat";

  /** Matches how {@code grep -H} prints what a file counts: {@code /a/group/pids.events:max 3}. */
  private static final Pattern COUNT = Pattern.compile(".*/([^/:]+:\\S+) (\\d+)");

  private final Environment host;
  private final boolean guest;
  private final Map<Key, Long> before = new HashMap<>();

  /**
   * One count.
   *
   * @param who whose, by its role
   * @param from {@link #INSIDE} or {@link #OUTSIDE}
   */
  record Key(String who, String from, Metric metric) {
    boolean isInside() {
      return from.equals(INSIDE);
    }
  }

  /**
   * @param host where environments are made
   * @param guest whether each has a kernel of its own
   */
  KernelCounts(Environment host, boolean guest) {
    this.host = host;
    this.guest = guest;
  }

  void begin(BackgroundLoad one) {
    before.putAll(now(one));
  }

  Map<Key, Long> since(BackgroundLoad one) {
    Map<Key, Long> counts = now(one);
    counts.keySet().retainAll(before.keySet());
    counts.replaceAll((key, count) -> Math.max(0, count - before.get(key)));
    return counts;
  }

  private Map<Key, Long> now(BackgroundLoad one) {
    Environment environment = one.environment();
    Map<Key, Long> counts = new HashMap<>();
    read(environment, "self", guest ? List.of(VMSTAT) : List.of())
        .forEach((metric, count) -> counts.put(new Key(one.role(), INSIDE, metric), count));
    try {
      environment
          .outsidePid()
          .map(pid -> read(host, pid, List.of()))
          .orElse(Map.of())
          .forEach((metric, count) -> counts.put(new Key(one.role(), OUTSIDE, metric), count));
    } catch (IOException e) {
      // Its outside cannot be told any more; the inside may be.
      return counts;
    }
    return counts;
  }

  private static Map<Metric, Long> read(Environment where, String pid, List<String> more) {
    if (where.isDry()) {
      return Map.of();
    }
    try {
      Command groups = Command.of("cat", "/proc/" + pid + "/cgroup", "/proc/self/mountinfo");
      List<String> files = files(where.run(groups, A_LOOK).out().lines().toList());
      files.addAll(more);
      return counts(where.run(Command.of("grep", "-Hs", "").and(files), A_LOOK).out());
    } catch (IOException e) {
      return Map.of();
    }
  }

  /**
   * The files that may count.
   *
   * @param lines of /proc/PID/cgroup and of /proc/self/mountinfo: none of one can be taken for one
   *     of the other
   */
  static List<String> files(List<String> lines) {
    Cgroups groups = Cgroups.parse(lines, Mount.parse(lines));
    Set<String> files = new LinkedHashSet<>();
    for (String controller : List.of("memory", "cpu", "pids")) {
      groups
          .chain(controller)
          .ifPresent(
              chain -> FILES.forEach(name -> files.add(chain.folders().get(0) + "/" + name)));
    }
    return new ArrayList<>(files);
  }

  /** Returns what is counted in the text of those files; of kills the first that tells any. */
  static Map<Metric, Long> counts(String text) {
    Map<Metric, Long> counts = new HashMap<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = COUNT.matcher(line);
      if (matcher.matches()) {
        long count = Long.parseLong(matcher.group(2));
        switch (matcher.group(1)) {
          case "memory.events:oom_kill", "memory.oom_control:oom_kill", "vmstat:oom_kill" ->
              counts.putIfAbsent(Metrics.OOM_KILLS, count);
          case "pids.events:max" -> counts.put(Metrics.FORKS_REFUSED, count);
          case "cpu.stat:throttled_usec" -> counts.put(Metrics.THROTTLED_TIME, 1000 * count);
          case "cpu.stat:throttled_time" -> counts.put(Metrics.THROTTLED_TIME, count);
          default -> {}
        }
      }
    }
    return counts;
  }
}
