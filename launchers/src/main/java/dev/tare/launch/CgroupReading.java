package dev.tare.launch;

import dev.tare.proc.Cgroups;
import dev.tare.proc.ProcText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The limits of a process as its control groups have them, read from outside it. A quota, memory
 * and pids hold for a whole branch: the tightest counts. CPUs and shares, which every group has,
 * are only said where they were asked for.
 */
final class CgroupReading {
  private static final List<String> CONTROLLERS = List.of("cpu", "cpuset", "memory", "pids");

  private static final List<String> FILES =
      List.of(
          "cpuset.effective_cpus",
          "cpuset.cpus",
          "cpuset.cpus.effective",
          "cpu.shares",
          "cpu.weight",
          "cpu.cfs_quota_us",
          "cpu.cfs_period_us",
          "cpu.max",
          "memory.limit_in_bytes",
          "memory.memsw.limit_in_bytes",
          "memory.soft_limit_in_bytes",
          "memory.max",
          "memory.swap.max",
          "memory.low",
          "pids.max");

  /** Version 1 writes no limit as the largest multiple of a page below 2^63. */
  private static final long V1_UNLIMITED = 1L << 62;

  /** One line of each file, by its path. */
  private final Map<String, String> lines = new LinkedHashMap<>();

  private final Map<String, Cgroups.Chain> chains;

  /**
   * @param chains by controller
   * @param text of the groups' files, each line behind its file's path and a colon
   */
  CgroupReading(Map<String, Cgroups.Chain> chains, String text) {
    this.chains = chains;
    text.lines()
        .forEach(
            line -> {
              int colon = line.lastIndexOf(':');
              lines.put(line.substring(0, Math.max(0, colon)), line.substring(colon + 1).strip());
            });
  }

  /**
   * Reads the limits of a process.
   *
   * @param pid as {@code outer} numbers it
   * @throws LaunchException when there is no such process
   */
  static Limits ofProcess(Environment outer, String pid, Limits asked) throws IOException {
    String cgroup = outer.ran(Command.of("cat", "/proc/" + pid + "/cgroup"));
    ControlGroups groups = ControlGroups.in(outer);
    Map<String, Cgroups.Chain> chains = new LinkedHashMap<>();
    for (String controller : CONTROLLERS) {
      groups.of(cgroup, controller).ifPresent(chain -> chains.put(controller, chain));
    }
    return read(outer, chains, asked);
  }

  /** Reads the limits of groups, by controller. */
  static Limits read(Environment outer, Map<String, Cgroups.Chain> chains, Limits asked)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("grep", "-Hs", ""));
    chains.forEach(
        (controller, chain) ->
            chain.folders().stream()
                .flatMap(folder -> files(controller, folder))
                .forEach(words::add));
    if (words.size() == 3) {
      return Limits.NONE;
    }
    // Files of the other version are not there, which grep says with its exit code.
    Ended ended = outer.run(Command.of(words), Environment.PATIENCE);
    return new CgroupReading(chains, ended.out()).limits(asked);
  }

  private static Stream<String> files(String controller, String folder) {
    return FILES.stream()
        .filter(name -> name.startsWith(controller + "."))
        .map(name -> folder + "/" + name);
  }

  /**
   * The limits that hold.
   *
   * @param asked what is asked for
   */
  Limits limits(Limits asked) {
    Optional<String> cpuset = asked.cpuset().flatMap(any -> cpuset());
    OptionalLong shares = asked.shares().isPresent() ? shares(asked) : OptionalLong.empty();
    return new Limits(
        cpuset, shares, quota(), memory(), softMemory(), tightest("pids", "pids.max"));
  }

  private Optional<String> cpuset() {
    return Stream.of("cpuset.effective_cpus", "cpuset.cpus.effective", "cpuset.cpus")
        .flatMap(name -> own("cpuset", name).stream())
        .filter(cpus -> !cpus.isEmpty())
        .findFirst();
  }

  private OptionalLong shares(Limits asked) {
    OptionalLong shares = number(own("cpu", "cpu.shares"));
    OptionalLong weight = number(own("cpu", "cpu.weight"));
    return weight.isPresent()
        ? OptionalLong.of(CpuWeight.shares(weight.getAsLong(), asked.shares()))
        : shares;
  }

  private OptionalDouble quota() {
    return folders("cpu").stream()
        .flatMap(folder -> cpus(folder).stream())
        .mapToDouble(Double::doubleValue)
        .min();
  }

  private Optional<Double> cpus(String folder) {
    String v1 = at(folder, "cpu.cfs_quota_us") + " " + at(folder, "cpu.cfs_period_us");
    String[] fields = lines.getOrDefault(folder + "/cpu.max", v1).split(" ", -1);
    OptionalLong quota = ProcText.number(fields[0]);
    OptionalLong period = fields.length > 1 ? ProcText.number(fields[1]) : OptionalLong.empty();
    return quota.orElse(-1) > 0 && period.orElse(0) > 0
        ? Optional.of((double) quota.getAsLong() / period.getAsLong())
        : Optional.empty();
  }

  /** What can be had of memory and swap together, where memory has a limit. */
  private OptionalLong memory() {
    OptionalLong memory = tightest("memory", "memory.limit_in_bytes");
    OptionalLong both = tightest("memory", "memory.memsw.limit_in_bytes");
    if (memory.isPresent()) {
      boolean counted = own("memory", "memory.memsw.limit_in_bytes").isPresent();
      return counted ? both : memory;
    }
    OptionalLong max = tightest("memory", "memory.max");
    boolean counted = own("memory", "memory.swap.max").isPresent();
    OptionalLong swap = counted ? tightest("memory", "memory.swap.max") : OptionalLong.of(0);
    return max.isPresent() && swap.isPresent()
        ? OptionalLong.of(max.getAsLong() + swap.getAsLong())
        : OptionalLong.empty();
  }

  private OptionalLong softMemory() {
    OptionalLong soft = limit(own("memory", "memory.soft_limit_in_bytes"));
    OptionalLong low = limit(own("memory", "memory.low"));
    return soft.isPresent() || low.orElse(0) == 0 ? soft : low;
  }

  private OptionalLong tightest(String controller, String file) {
    return folders(controller).stream()
        .map(folder -> limit(Optional.ofNullable(lines.get(folder + "/" + file))))
        .flatMapToLong(OptionalLong::stream)
        .min();
  }

  /** Of the innermost group that has the controller: LXC runs commands in one without any. */
  private Optional<String> own(String controller, String file) {
    return folders(controller).stream()
        .map(folder -> lines.get(folder + "/" + file))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private List<String> folders(String controller) {
    Cgroups.Chain chain = chains.get(controller);
    return chain == null ? List.of() : chain.folders();
  }

  private String at(String folder, String file) {
    return lines.getOrDefault(folder + "/" + file, "");
  }

  private static OptionalLong limit(Optional<String> line) {
    OptionalLong number = number(line);
    return number.orElse(0) >= V1_UNLIMITED ? OptionalLong.empty() : number;
  }

  private static OptionalLong number(Optional<String> line) {
    return line.map(ProcText::number).orElse(OptionalLong.empty());
  }
}
