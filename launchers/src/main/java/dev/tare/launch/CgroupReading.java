package dev.tare.launch;

import dev.tare.proc.Cgroups;
import dev.tare.proc.GroupLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads the limits of a process from its control groups, from outside it. A quota, memory and pids
 * hold for a whole branch: the tightest counts. CPUs and shares, which every group has, are only
 * said where they were asked for.
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

  /** Is one line of each file, by its path. */
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

  /** Reads the limits of a process, which {@code outer} numbers so. */
  static Limits ofProcess(Environment outer, String pid, Limits asked) throws IOException {
    String cgroup = outer.ran(Command.of("cat", "/proc/" + pid + "/cgroup"));
    ControlGroups groups = ControlGroups.in(outer);
    Map<String, Cgroups.Chain> chains = new LinkedHashMap<>();
    for (String controller : CONTROLLERS) {
      groups.of(cgroup, controller).ifPresent(chain -> chains.put(controller, chain));
    }
    if (!asked.disk().equals(Limits.NONE)) {
      groups
          .of(cgroup, CgroupSetting.DISK)
          .ifPresent(chain -> chains.put(CgroupSetting.DISK, chain));
    }
    return read(outer, chains, asked);
  }

  static Limits read(Environment outer, Map<String, Cgroups.Chain> chains, Limits asked)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("grep", "-Hs", ""));
    chains.forEach(
        (controller, chain) ->
            chain.folders().stream()
                .flatMap(folder -> files(controller, folder))
                .forEach(words::add));
    Limits found = Limits.NONE;
    if (words.size() > 3) {
      // Files of the other version are not there, which grep says with its exit code.
      Ended ended = outer.run(Command.of(words));
      found = new CgroupReading(chains, ended.out()).limits(asked);
    }
    return found.or(disk(outer, chains, asked));
  }

  private static Limits disk(Environment outer, Map<String, Cgroups.Chain> chains, Limits asked)
      throws IOException {
    Optional<BlockDevice> device = BlockDevice.limited(outer, asked);
    return device.isPresent() && chains.containsKey(CgroupSetting.DISK)
        ? IoReading.of(
            outer, chains.get(CgroupSetting.DISK), asked, device.get().number(), BlockDevice.ALL)
        : Limits.NONE;
  }

  private static Stream<String> files(String controller, String folder) {
    return FILES.stream()
        .filter(name -> name.startsWith(controller + "."))
        .map(name -> folder + "/" + name);
  }

  Limits limits(Limits asked) {
    GroupLimits cpu = of("cpu");
    Optional<String> cpuset = asked.cpuset().flatMap(any -> of("cpuset").cpuset());
    OptionalLong shares = asked.shares().isPresent() ? shares(cpu, asked) : OptionalLong.empty();
    GroupLimits memory = of("memory");
    return new Limits(cpuset, cpu.quotaCpus(), Map.of())
        .set("shares", shares)
        .set("memory", memory(memory))
        .set("memory-soft", softMemory(memory))
        .set("pids", of("pids").tightest("pids.max"));
  }

  private static OptionalLong shares(GroupLimits cpu, Limits asked) {
    OptionalLong weight = limit(cpu.own("cpu.weight"));
    return weight.isPresent()
        ? OptionalLong.of(CpuWeight.shares(weight.getAsLong(), asked.shares()))
        : limit(cpu.own("cpu.shares"));
  }

  /** Adds memory and swap up, where memory has a limit. */
  private static OptionalLong memory(GroupLimits limits) {
    OptionalLong memory = limits.tightest("memory.limit_in_bytes");
    if (memory.isPresent()) {
      boolean counted = limits.own("memory.memsw.limit_in_bytes").isPresent();
      return counted ? limits.tightest("memory.memsw.limit_in_bytes") : memory;
    }
    OptionalLong max = limits.tightest("memory.max");
    boolean counted = limits.own("memory.swap.max").isPresent();
    OptionalLong swap = counted ? limits.tightest("memory.swap.max") : OptionalLong.of(0);
    return max.isPresent() && swap.isPresent()
        ? OptionalLong.of(max.getAsLong() + swap.getAsLong())
        : OptionalLong.empty();
  }

  private static OptionalLong softMemory(GroupLimits limits) {
    OptionalLong soft = limit(limits.own("memory.soft_limit_in_bytes"));
    OptionalLong low = limit(limits.own("memory.low"));
    return soft.isPresent() || low.orElse(0) == 0 ? soft : low;
  }

  private GroupLimits of(String controller) {
    Cgroups.Chain chain = chains.get(controller);
    return new GroupLimits(
        chain == null ? List.of() : chain.folders(), file -> Optional.ofNullable(lines.get(file)));
  }

  private static OptionalLong limit(Optional<String> line) {
    return line.map(GroupLimits::limit).orElse(OptionalLong.empty());
  }
}
