package dev.tare.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * A limit as a control group takes it.
 *
 * @param controller that has to be on
 * @param file in the group's folder
 * @param value what is written into it
 * @param swap whether it only keeps swap from being had beside the memory: there is no such file
 *     where the kernel does not count swap
 */
record CgroupSetting(String controller, String file, String value, boolean swap) {
  /** Microseconds over which a quota is counted; the kernel's default and every engine's. */
  private static final long PERIOD_US = 100_000;

  /** Limits in the words of a version, in the order in which the kernel takes them. */
  static List<CgroupSetting> of(Limits limits, int version) {
    return version == 1 ? v1(limits) : v2(limits);
  }

  /** The controllers that limits need. */
  static List<String> controllers(Limits limits) {
    return v1(limits).stream().map(CgroupSetting::controller).distinct().toList();
  }

  private static List<CgroupSetting> v1(Limits limits) {
    List<CgroupSetting> all = new ArrayList<>();
    limits.cpuset().ifPresent(cpus -> all.add(setting("cpuset", "cpuset.cpus", cpus)));
    limits.shares().ifPresent(shares -> all.add(setting("cpu", "cpu.shares", shares)));
    limits
        .cpus()
        .ifPresent(
            cpus -> all.add(setting("cpu", "cpu.cfs_quota_us", Math.round(cpus * PERIOD_US))));
    limits
        .memoryBytes()
        .ifPresent(
            bytes -> {
              all.add(setting("memory", "memory.limit_in_bytes", bytes));
              all.add(swap("memory.memsw.limit_in_bytes", bytes));
            });
    limits
        .softMemoryBytes()
        .ifPresent(bytes -> all.add(setting("memory", "memory.soft_limit_in_bytes", bytes)));
    limits.pids().ifPresent(pids -> all.add(setting("pids", "pids.max", pids)));
    return all;
  }

  private static List<CgroupSetting> v2(Limits limits) {
    List<CgroupSetting> all = new ArrayList<>();
    limits.cpuset().ifPresent(cpus -> all.add(setting("cpuset", "cpuset.cpus", cpus)));
    limits
        .shares()
        .ifPresent(shares -> all.add(setting("cpu", "cpu.weight", CpuWeight.ofShares(shares))));
    limits
        .cpus()
        .ifPresent(
            cpus ->
                all.add(setting("cpu", "cpu.max", Math.round(cpus * PERIOD_US) + " " + PERIOD_US)));
    limits
        .memoryBytes()
        .ifPresent(
            bytes -> {
              all.add(setting("memory", "memory.max", bytes));
              all.add(swap("memory.swap.max", 0L));
            });
    limits.softMemoryBytes().ifPresent(bytes -> all.add(setting("memory", "memory.low", bytes)));
    limits.pids().ifPresent(pids -> all.add(setting("pids", "pids.max", pids)));
    return all;
  }

  private static CgroupSetting setting(String controller, String file, Object value) {
    return new CgroupSetting(controller, file, value.toString(), false);
  }

  private static CgroupSetting swap(String file, long value) {
    return new CgroupSetting("memory", file, Long.toString(value), true);
  }
}
