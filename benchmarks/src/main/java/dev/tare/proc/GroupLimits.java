package dev.tare.proc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Holds the limits of one controller in a branch of control groups, of version 1 or 2. What holds
 * for a whole branch counts where it is tightest.
 *
 * @param folders of the groups, innermost first
 * @param line gives the first line of a file; absent where there is no such file
 */
public record GroupLimits(List<String> folders, Function<String, Optional<String>> line) {
  /** Version 1 writes no limit as the largest multiple of a page below 2^63. */
  private static final long V1_UNLIMITED = 1L << 62;

  /** A limit as it is written; absent where that is how a version writes none. */
  public static OptionalLong limit(String text) {
    OptionalLong number = ProcText.number(text);
    return number.orElse(0) >= V1_UNLIMITED ? OptionalLong.empty() : number;
  }

  /**
   * Returns that of the innermost group that has the file: LXC runs commands in one without any.
   */
  public Optional<String> own(String file) {
    return lines(file).findFirst();
  }

  /** The least limit that any of the groups has; absent where none has one. */
  public OptionalLong tightest(String file) {
    return lines(file).map(GroupLimits::limit).flatMapToLong(OptionalLong::stream).min();
  }

  /** The CPUs that the innermost group may use, as a list. */
  public Optional<String> cpuset() {
    return Stream.of("cpuset.effective_cpus", "cpuset.cpus.effective", "cpuset.cpus")
        .flatMap(file -> own(file).stream())
        .filter(cpus -> !cpus.isEmpty())
        .findFirst();
  }

  /** The tightest quota, CPUs; absent where no group has one. */
  public OptionalDouble quotaCpus() {
    return quotas().flatMap(quota -> cpus(quota).stream()).mapToDouble(one -> one).min();
  }

  /** Tells whether a quota could be set: the kernel may be built without. */
  public boolean countsQuota() {
    return quotas().findAny().isPresent();
  }

  /** Returns it in the words of version 2: quota and period, us. */
  private Stream<String> quotas() {
    return folders.stream()
        .flatMap(
            folder ->
                line
                    .apply(folder + "/cpu.max")
                    .or(
                        () ->
                            line.apply(folder + "/cpu.cfs_quota_us")
                                .flatMap(
                                    us ->
                                        line.apply(folder + "/cpu.cfs_period_us")
                                            .map(period -> us + " " + period)))
                    .stream());
  }

  /** CPUs of a line {@code quota period}; absent where the quota is {@code max} or -1. */
  static Optional<Double> cpus(String quota) {
    String[] fields = quota.split("\\s+");
    OptionalLong us = ProcText.number(fields[0]);
    OptionalLong period = fields.length > 1 ? ProcText.number(fields[1]) : OptionalLong.empty();
    return us.orElse(-1) > 0 && period.orElse(0) > 0
        ? Optional.of((double) us.getAsLong() / period.getAsLong())
        : Optional.empty();
  }

  private Stream<String> lines(String file) {
    return folders.stream().flatMap(folder -> line.apply(folder + "/" + file).stream());
  }
}
