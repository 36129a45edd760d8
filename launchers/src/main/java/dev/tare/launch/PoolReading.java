package dev.tare.launch;

import dev.tare.proc.GroupLimits;
import dev.tare.proc.ProcText;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Is what the control group of a pool has, and what it has counted since it was made, all groups
 * inside it included. What a kernel does not count is absent.
 *
 * @param version of its control group, 1 or 2; 0 where there was none to be read
 * @param limitBytes absent where there is none
 * @param mostBytes that it ever had: memory.max_usage_in_bytes, memory.peak (since Linux 5.19)
 * @param reclaimed pages: pgsteal of memory.stat. Version 1 has no such count: total_pgpgout, which
 *     also has what processes gave back themselves
 * @param returned reclaimed pages that were needed again: workingset_refault of memory.stat; with
 *     the multi-generational LRU only those that were soon
 * @param swappedIn pages: pswpin of memory.stat, counted since Linux 6.13 in version 2 only
 * @param swappedOut pages: pswpout
 * @param kills processes that the kernel killed because there was no memory left: oom_kill
 * @param overridden how often the soft limit of a group could not be kept: low of memory.events;
 *     absent in version 1
 */
public record PoolReading(
    int version,
    OptionalLong limitBytes,
    OptionalLong mostBytes,
    OptionalLong reclaimed,
    OptionalLong returned,
    OptionalLong swappedIn,
    OptionalLong swappedOut,
    OptionalLong kills,
    OptionalLong overridden) {
  /** Is read where nothing can be. */
  public static final PoolReading NONE = parse(Map.of(), "");

  static final List<String> FILES =
      List.of(
          "memory.limit_in_bytes",
          "memory.max_usage_in_bytes",
          "memory.max",
          "memory.peak",
          "memory.stat",
          "memory.events");

  /** Version 1 counts kills in the group of whoever was killed, not in those around it. */
  static final String KILLS_OF_EACH = "memory.oom_control";

  /**
   * Parses the text of its files.
   *
   * @param files by name, {@link #FILES}
   * @param kills the lines {@code oom_kill} of all groups inside and its own; of version 1
   */
  static PoolReading parse(Map<String, String> files, String kills) {
    boolean first = files.containsKey("memory.limit_in_bytes");
    String stat = files.getOrDefault("memory.stat", "");
    String events = files.getOrDefault("memory.events", "");
    String prefix = first ? "total_" : "";
    return new PoolReading(
        first ? 1 : files.containsKey("memory.max") ? 2 : 0,
        GroupLimits.limit(files.getOrDefault(first ? "memory.limit_in_bytes" : "memory.max", "")),
        ProcText.number(
            files.getOrDefault(first ? "memory.max_usage_in_bytes" : "memory.peak", "")),
        ProcText.count(stat, first ? "total_pgpgout" : "pgsteal"),
        returned(stat, prefix + "workingset_refault"),
        ProcText.count(stat, prefix + "pswpin"),
        ProcText.count(stat, prefix + "pswpout"),
        first ? sum(kills) : ProcText.count(events, "oom_kill"),
        ProcText.count(events, "low"));
  }

  /** Returns this with another count of kills. */
  public PoolReading withKills(OptionalLong other) {
    return new PoolReading(
        version,
        limitBytes,
        mostBytes,
        reclaimed,
        returned,
        swappedIn,
        swappedOut,
        other,
        overridden);
  }

  /** Counts both kinds of memory, which kernels before 5.9 do not tell apart. */
  private static OptionalLong returned(String stat, String name) {
    OptionalLong file = ProcText.count(stat, name + "_file");
    OptionalLong anonymous = ProcText.count(stat, name + "_anon");
    return file.isPresent() && anonymous.isPresent()
        ? OptionalLong.of(file.getAsLong() + anonymous.getAsLong())
        : ProcText.count(stat, name);
  }

  private static OptionalLong sum(String lines) {
    long[] counts =
        lines
            .lines()
            .map(line -> ProcText.count(line, "oom_kill"))
            .flatMapToLong(OptionalLong::stream)
            .toArray();
    return counts.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of(java.util.Arrays.stream(counts).sum());
  }
}
