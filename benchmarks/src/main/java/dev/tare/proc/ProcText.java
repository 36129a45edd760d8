package dev.tare.proc;

import java.util.Optional;
import java.util.OptionalLong;

/** Parses the texts of /proc that count what happened; what a text does not say is absent. */
public final class ProcText {
  /** Nanoseconds of a tick of /proc: USER_HZ is 100 wherever this suite runs (proc(5)). */
  private static final long TICK_NS = 10_000_000;

  private static final int STAT_STEAL = 8;
  private static final int SELF_MAJFLT = 9;
  private static final int SELF_UTIME = 11;
  private static final int SELF_STIME = 12;

  private ProcText() {}

  /**
   * Time that the hypervisor gave to others while this system wanted to run.
   *
   * @param stat /proc/stat
   * @return ns since boot, summed over all CPUs, in steps of 10 ms; absent before Linux 2.6.11
   */
  public static OptionalLong stealNs(String stat) {
    return stat.lines()
        .filter(line -> line.startsWith("cpu "))
        .findFirst()
        .map(line -> line.trim().split("\\s+"))
        .map(fields -> ticks(fields, STAT_STEAL))
        .orElse(OptionalLong.empty());
  }

  /**
   * The CPUs that are summed up.
   *
   * @param stat /proc/stat
   * @return how many it has a line for; absent where it has none
   */
  public static OptionalLong cpus(String stat) {
    long cpus = stat.lines().filter(line -> line.matches("cpu\\d.*")).count();
    return cpus == 0 ? OptionalLong.empty() : OptionalLong.of(cpus);
  }

  /**
   * Page faults of the whole process that read from disk.
   *
   * @param stat /proc/self/stat
   * @return since its start, ended threads included
   */
  public static OptionalLong majorFaults(String stat) {
    return number(afterName(stat), SELF_MAJFLT);
  }

  /**
   * Returns the CPU time of the whole process, user and system.
   *
   * @param stat /proc/self/stat
   * @return ns since its start, ended threads included, in steps of 10 ms
   */
  public static OptionalLong cpuTimeNs(String stat) {
    String[] fields = afterName(stat);
    OptionalLong user = ticks(fields, SELF_UTIME);
    OptionalLong system = ticks(fields, SELF_STIME);
    return user.isPresent() && system.isPresent()
        ? OptionalLong.of(user.getAsLong() + system.getAsLong())
        : OptionalLong.empty();
  }

  /**
   * Returns the time in which at least one task waited for a resource.
   *
   * @param pressure a file of /proc/pressure
   * @return us since boot; absent where pressure is not accounted (psi=0)
   */
  public static OptionalLong someUs(String pressure) {
    for (String line : pressure.split("\n")) {
      int total = line.indexOf("total=");
      if (line.startsWith("some ") && total > 0) {
        return number(line.substring(total + "total=".length()).strip());
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Time for which a CPU quota stopped the run queues of a group.
   *
   * @param cpuStat a cgroup's cpu.stat: {@code throttled_usec} in version 2, {@code throttled_time}
   *     in ns in version 1
   * @return us since the group was made, summed over CPUs; absent where the group cannot have a
   *     quota
   */
  public static OptionalLong throttledUs(String cpuStat) {
    OptionalLong us = count(cpuStat, "throttled_usec");
    OptionalLong ns = count(cpuStat, "throttled_time");
    return us.isEmpty() && ns.isPresent() ? OptionalLong.of(ns.getAsLong() / 1000) : us;
  }

  /**
   * Returns a process's share of memory: its own pages, and of those that it shares with n others
   * 1/n.
   *
   * @param rollup /proc/PID/smaps_rollup
   * @return bytes; absent for kernel threads
   */
  public static OptionalLong pssBytes(String rollup) {
    return kibibytes(rollup, "Pss");
  }

  /**
   * A line {@code name: 123 kB}, as /proc/meminfo and smaps have them.
   *
   * @return bytes; absent where there is no such line
   */
  public static OptionalLong kibibytes(String text, String name) {
    Optional<String> value = value(text, name).filter(one -> one.endsWith(" kB"));
    OptionalLong kib =
        value.isPresent() ? number(value.get().replace(" kB", "")) : OptionalLong.empty();
    return kib.isPresent() ? OptionalLong.of(kib.getAsLong() * 1024) : kib;
  }

  /**
   * The value of a line {@code name value}, {@code name: value} or {@code name:<tab>value} as it is
   * written, its unit included.
   */
  public static Optional<String> value(String text, String name) {
    String lines = "\n" + text;
    String key = "\n" + name;
    for (int at = lines.indexOf(key); at >= 0; at = lines.indexOf(key, at + key.length())) {
      int behind = at + key.length();
      int end = lines.indexOf('\n', behind);
      String rest = lines.substring(behind, end < 0 ? lines.length() : end);
      String value = rest.stripLeading();
      boolean named = value.startsWith(":") || value.length() < rest.length();
      value = (value.startsWith(":") ? value.substring(1) : value).strip();
      if (named && !value.isEmpty()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** The value of such a line as a whole number; absent where it is none. */
  public static OptionalLong count(String text, String name) {
    Optional<String> value = value(text, name);
    return value.isPresent() ? number(value.get()) : OptionalLong.empty();
  }

  /** A text as a whole number; absent where it is none, such as {@code max}. */
  public static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * The fields of /proc/PID/stat behind the command's name, which may itself hold blanks and
   * brackets: the first is the state, which proc(5) counts as the 3rd.
   */
  public static String[] afterName(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
  }

  private static OptionalLong ticks(String[] fields, int index) {
    OptionalLong ticks = number(fields, index);
    return ticks.isPresent() ? OptionalLong.of(ticks.getAsLong() * TICK_NS) : ticks;
  }

  private static OptionalLong number(String[] fields, int index) {
    return index < fields.length ? number(fields[index]) : OptionalLong.empty();
  }
}
