package dev.tare.experiment.network;

import dev.tare.launch.Command;
import java.util.OptionalLong;

/**
 * CPU time that an environment has used, as it sees it itself: its control group's in a container,
 * its kernel's in a guest. One shell stays for the whole visit, so that a reading starts nothing.
 */
final class InsideUsage {
  private static final String VERSION_2 = "usage_usec ";
  private static final long NS_PER_US = 1000;

  /**
   * Answers each line with the first line of the first file that can be read: the group's time in
   * version 1 (ns), in version 2 (us), or the kernel's.
   */
  private static final String LOOP =
      "for f in \"$@\"; do if [ -r \"$f\" ]; then break; fi; done;"
          + " while read -r go; do read -r line < \"$f\"; echo \"$line\"; done";

  private InsideUsage() {}

  /**
   * What answers each line on its input with a reading.
   *
   * @param guest whether the whole kernel counts, not only a group
   */
  static Command command(boolean guest) {
    Command loop = Command.of("sh", "-c", LOOP, "usage");
    return guest
        ? loop.and(CpuTimes.FILE)
        : loop.and(
            "/sys/fs/cgroup/cpuacct/cpuacct.usage",
            "/sys/fs/cgroup/cpu,cpuacct/cpuacct.usage",
            "/sys/fs/cgroup/cpu.stat");
  }

  /** A reading, us; absent where the line is none. */
  static OptionalLong us(String line) {
    String text = line.strip();
    if (text.matches("\\d{1,18}")) {
      return OptionalLong.of(Long.parseLong(text) / NS_PER_US);
    }
    if (text.startsWith(VERSION_2)) {
      String number = text.substring(VERSION_2.length()).strip();
      return number.matches("\\d{1,18}")
          ? OptionalLong.of(Long.parseLong(number))
          : OptionalLong.empty();
    }
    return CpuTimes.parse(text)
        .map(times -> OptionalLong.of(times.busyUs()))
        .orElse(OptionalLong.empty());
  }
}
