package dev.tare.experiment.concurrent;

import java.util.Optional;

/**
 * Describes what the CPUs of a kernel have done since it booted, all together: the first line of
 * /proc/stat, in steps of 10 ms a CPU.
 *
 * @param busyUs all but idle, waiting for a disk, and stolen, us; time given to guests is in it
 * @param softirqUs of that, interrupts and softirqs, us: where packets are taken from devices
 */
public record CpuTimes(long busyUs, long softirqUs) {
  public static final String FILE = "/proc/stat";

  /** USER_HZ is 100 wherever Linux runs Java. */
  private static final long US_PER_TICK = 10_000;

  private static final int USER = 1;
  private static final int NICE = 2;
  private static final int SYSTEM = 3;
  private static final int IRQ = 6;
  private static final int SOFTIRQ = 7;

  /** Absent where the line is another. */
  public static Optional<CpuTimes> parse(String line) {
    String[] fields = line.strip().split("\\s+");
    if (fields.length <= SOFTIRQ || !fields[0].equals("cpu")) {
      return Optional.empty();
    }
    long interrupts = ticks(fields, IRQ) + ticks(fields, SOFTIRQ);
    long busy = ticks(fields, USER) + ticks(fields, NICE) + ticks(fields, SYSTEM) + interrupts;
    return Optional.of(new CpuTimes(busy * US_PER_TICK, interrupts * US_PER_TICK));
  }

  private static long ticks(String[] fields, int field) {
    return Long.parseLong(fields[field]);
  }
}
