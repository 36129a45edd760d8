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
    List<CgroupSetting> all = new ArrayList<>(of(limits, version));
    device.ifPresent(one -> all.addAll(disk(limits.io(), version, one.number())));
    return all;
  }

  private static List<CgroupSetting> disk(IoLimits io, int version, String device) {
    boolean first = version == 1;
    List<CgroupSetting> all = new ArrayList<>();
    io.weight()
        .ifPresent(
            weight -> {
              String own = Long.toString(weight);
              String other = first ? own : Long.toString(IoWeight.ofVersion1(weight));
              all.add(
                  new CgroupSetting(DISK, first ? "blkio.bfq.weight" : "io.bfq.weight", own, true));
              all.add(new CgroupSetting(DISK, first ? "blkio.weight" : "io.weight", other, true));
            });
    io.readBytes()
        .ifPresent(
            bytes ->
                all.add(
                    first
                        ? setting(DISK, "blkio.throttle.read_bps_device", device + " " + bytes)
                        : setting(DISK, "io.max", device + " rbps=" + bytes)));
    io.writeBytes()
        .ifPresent(
            bytes ->
                all.add(
                    first
                        ? setting(DISK, "blkio.throttle.write_bps_device", device + " " + bytes)
                        : setting(DISK, "io.max", device + " wbps=" + bytes)));
    return all;
  }

  /** Returns what version 2 calls a controller. */
  static String enabled(String controller) {
    return controller.equals(DISK) ? "io" : controller;
  }

  private static List<CgroupSetting> of(Limits limits, int version) {
    boolean first = version == 1;
    List<CgroupSetting> all = new ArrayList<>();
    limits.cpuset().ifPresent(cpus -> all.add(setting("cpuset", "cpuset.cpus", cpus)));
    limits
        .shares()
        .ifPresent(
            shares ->
                all.add(
                    first
                        ? setting("cpu", "cpu.shares", shares)
                        : setting("cpu", "cpu.weight", CpuWeight.ofShares(shares))));
    limits
        .cpus()
        .ifPresent(
            cpus -> {
              long us = Math.round(cpus * PERIOD_US);
              all.add(
                  first
                      ? setting("cpu", "cpu.cfs_quota_us", us)
                      : setting("cpu", "cpu.max", us + " " + PERIOD_US));
            });
    limits
        .memoryBytes()
        .ifPresent(
            bytes -> {
              all.add(setting("memory", first ? "memory.limit_in_bytes" : "memory.max", bytes));
              all.add(
                  first
                      ? optional("memory.memsw.limit_in_bytes", bytes)
                      : optional("memory.swap.max", 0));
            });
    String soft = first ? "memory.soft_limit_in_bytes" : "memory.low";
    limits.softMemoryBytes().ifPresent(bytes -> all.add(setting("memory", soft, bytes)));
    limits.pids().ifPresent(pids -> all.add(setting("pids", "pids.max", pids)));
    return all;
  }

  /**
   * Returns a limit for all groups inside together. Swap may be had beside it, up to as much again:
   * what cannot be dropped can only go there.
   */
  static List<CgroupSetting> pool(long bytes, int version) {
    return version == 1
        ? List.of(
            optional("memory.use_hierarchy", 1),
            setting("memory", "memory.limit_in_bytes", bytes),
            optional("memory.memsw.limit_in_bytes", 2 * bytes))
        : List.of(setting("memory", "memory.max", bytes), optional("memory.swap.max", bytes));
  }

  /** The controllers that limits need. */
  static List<String> controllers(Limits limits) {
    Stream<String> disk = limits.io().equals(IoLimits.NONE) ? Stream.empty() : Stream.of(DISK);
    return Stream.concat(of(limits, 1).stream().map(CgroupSetting::controller), disk)
        .distinct()
        .toList();
  }

  private static CgroupSetting setting(String controller, String file, Object value) {
    return new CgroupSetting(controller, file, value.toString(), false);
  }

  private static CgroupSetting optional(String file, long value) {
    return new CgroupSetting("memory", file, Long.toString(value), true);
  }
}
