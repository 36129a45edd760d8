package dev.tare.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Is a limit as a control group takes it.
 *
 * @param controller that has to be on
 * @param file in the group's folder
 * @param value what is written into it
 * @param optional whether the file may be missing: those for swap are where the kernel does not
 *     count it, those for a weight at the disk where no scheduler of it weighs
 */
record CgroupSetting(String controller, String file, String value, boolean optional) {
  /** Microseconds over which a quota is counted; the kernel's default and every engine's. */
  private static final long PERIOD_US = 100_000;

  /** Is the controller of disks in version 1; see {@link #enabled}. */
  static final String DISK = "blkio";

  /**
   * Limits in the words of a version, in the order in which the kernel takes them.
   *
   * @param device that limits at a disk are about; absent where there are none
   */
  static List<CgroupSetting> of(Limits limits, int version, Optional<BlockDevice> device) {
    List<CgroupSetting> all = new ArrayList<>();
    limits
        .values()
        .forEach(
            (name, value) -> {
              if (name.equals("cpus")) {
                all.add(quota(limits.cpus().getAsDouble(), version == 1));
              } else if (!name.startsWith("io-")) {
                all.addAll(of(name, value, version == 1));
              } else if (device.isPresent()) {
                all.addAll(disk(name, value, version == 1, device.get().number()));
              }
            });
    return all;
  }

  private static CgroupSetting quota(double cpus, boolean first) {
    long us = Math.round(cpus * PERIOD_US);
    return first
        ? setting("cpu", "cpu.cfs_quota_us", us)
        : setting("cpu", "cpu.max", us + " " + PERIOD_US);
  }

  private static List<CgroupSetting> of(String name, String value, boolean first) {
    return switch (name) {
      case "cpuset" -> List.of(setting("cpuset", "cpuset.cpus", value));
      case "shares" ->
          List.of(
              first
                  ? setting("cpu", "cpu.shares", value)
                  : setting("cpu", "cpu.weight", CpuWeight.ofShares(Long.parseLong(value))));
      case "memory" ->
          first
              ? List.of(
                  setting("memory", "memory.limit_in_bytes", value),
                  optional("memory", "memory.memsw.limit_in_bytes", value))
              : List.of(
                  setting("memory", "memory.max", value), optional("memory", "memory.swap.max", 0));
      case "memory-soft" ->
          List.of(setting("memory", first ? "memory.soft_limit_in_bytes" : "memory.low", value));
      case "pids" -> List.of(setting("pids", "pids.max", value));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static List<CgroupSetting> disk(String name, String value, boolean first, String device) {
    if (name.equals(Limits.IO_WEIGHT)) {
      return first
          ? List.of(
              optional(DISK, "blkio.bfq.weight", value), optional(DISK, "blkio.weight", value))
          : List.of(
              optional(DISK, "io.bfq.weight", value),
              optional(DISK, "io.weight", IoWeight.ofVersion1(Long.parseLong(value))));
    }
    String verb = name.equals(Limits.IO_READ) ? "read" : "write";
    return List.of(
        first
            ? setting(DISK, "blkio.throttle." + verb + "_bps_device", device + " " + value)
            : setting(DISK, "io.max", device + " " + verb.charAt(0) + "bps=" + value));
  }

  static String enabled(String controller) {
    return controller.equals(DISK) ? "io" : controller;
  }

  /**
   * Returns a limit for all groups inside together. Swap may be had beside it, up to as much again:
   * what cannot be dropped can only go there.
   */
  static List<CgroupSetting> pool(long bytes, int version) {
    return version == 1
        ? List.of(
            optional("memory", "memory.use_hierarchy", 1),
            setting("memory", "memory.limit_in_bytes", bytes),
            optional("memory", "memory.memsw.limit_in_bytes", 2 * bytes))
        : List.of(
            setting("memory", "memory.max", bytes), optional("memory", "memory.swap.max", bytes));
  }

  /** The controllers that limits need. */
  static List<String> controllers(Limits limits) {
    Stream<String> disk = limits.disk().equals(Limits.NONE) ? Stream.empty() : Stream.of(DISK);
    return Stream.concat(
            of(limits, 1, Optional.empty()).stream().map(CgroupSetting::controller), disk)
        .distinct()
        .toList();
  }

  private static CgroupSetting setting(String controller, String file, Object value) {
    return new CgroupSetting(controller, file, value.toString(), false);
  }

  private static CgroupSetting optional(String controller, String file, Object value) {
    return new CgroupSetting(controller, file, value.toString(), true);
  }
}
