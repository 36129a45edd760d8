package dev.tare.experiment.concurrent;

import dev.tare.proc.ProcText;
import java.util.List;
import java.util.OptionalLong;

/**
 * Describes what the host has done to find memory, for itself or for a control group at its limit,
 * pages since it booted or between two moments, from /proc/vmstat. What a kernel does not count is
 * absent.
 *
 * @param scanned looked at, pgscan_anon and pgscan_file
 * @param reclaimed taken back, pgsteal_anon and pgsteal_file
 * @param swappedIn pswpin
 * @param swappedOut pswpout
 */
public record MemoryWork(
    OptionalLong scanned, OptionalLong reclaimed, OptionalLong swappedIn, OptionalLong swappedOut) {

  /** Reads it from the text of /proc/vmstat. */
  static MemoryWork parse(String vmstat) {
    return new MemoryWork(
        sum(vmstat, "pgscan_"),
        sum(vmstat, "pgsteal_"),
        ProcText.count(vmstat, "pswpin"),
        ProcText.count(vmstat, "pswpout"));
  }

  /** Returns what was done since an earlier moment. */
  MemoryWork since(MemoryWork earlier) {
    return new MemoryWork(
        less(scanned, earlier.scanned),
        less(reclaimed, earlier.reclaimed),
        less(swappedIn, earlier.swappedIn),
        less(swappedOut, earlier.swappedOut));
  }

  /**
   * Finds it by kind of memory, which counts what is reclaimed for a control group's limit too;
   * kernels before 5.8 only count by whom it was done for the host as a whole.
   */
  private static OptionalLong sum(String vmstat, String prefix) {
    OptionalLong kinds = sum(vmstat, prefix, List.of("anon", "file"));
    return kinds.isPresent() ? kinds : sum(vmstat, prefix, List.of("kswapd", "direct"));
  }

  private static OptionalLong sum(String vmstat, String prefix, List<String> names) {
    OptionalLong sum = OptionalLong.empty();
    for (String name : names) {
      OptionalLong pages = ProcText.count(vmstat, prefix + name);
      if (pages.isPresent()) {
        sum = OptionalLong.of(sum.orElse(0) + pages.getAsLong());
      }
    }
    return sum;
  }

  private static OptionalLong less(OptionalLong now, OptionalLong before) {
    return now.isPresent() && before.isPresent()
        ? OptionalLong.of(Math.max(0, now.getAsLong() - before.getAsLong()))
        : OptionalLong.empty();
  }
}
