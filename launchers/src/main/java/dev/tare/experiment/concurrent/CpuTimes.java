package dev.tare.experiment.concurrent;

import java.util.Optional;

/**
 * Describes what the CPUs of a kernel have done since it booted, all together: the first line of
 * /proc/stat, in steps of 10 ms a CPU.
 *
 * @param busyUs all but idle, waiting for a disk, and stolen, us; time given to guests is in it
 * @param allUs all of the time of all of them, us
 * @param softirqUs of busyUs, interrupts and softirqs, us: where packets are taken from devices
 */
public record CpuTimes(long busyUs, long allUs, long softirqUs) {
  public static final String FILE = "/proc/stat";

  /** USER_HZ is 100 wherever Linux runs Java. */
  private static final long US_PER_TICK = 10_000;

  private static final int USER = 1;
  private static final int NICE = 2;
  private static final int SYSTEM = 3;
  private static final int IRQ = 6;
  private static final int SOFTIRQ = 7;

  /** Is the last: time given to guests, which follows, is in that of the user. */
  private static final int STOLEN = 8;

  /** Absent where the line is another. */
  public static Optional<CpuTimes> parse(String line) {
    String[] fields = line.strip().split("\\s+");
    if (fields.length <= SOFTIRQ || !fields[0].equals("cpu")) {
      return Optional.empty();
    }
    long interrupts = ticks(fields, IRQ) + ticks(fields, SOFTIRQ);
    long busy = ticks(fields, USER) + ticks(fields, NICE) + ticks(fields, SYSTEM) + interrupts;
    long all = 0;
    for (int field = USER; field <= Math.min(STOLEN, fields.length - 1); field++) {
      all += ticks(fields, field);
    }
    return Optional.of(
        new CpuTimes(busy * US_PER_TICK, all * US_PER_TICK, interrupts * US_PER_TICK));
  }

  private static long ticks(String[] fields, int field) {
    return Long.parseLong(fields[field]);
  }
}
