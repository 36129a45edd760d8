package dev.tare.experiment.density;

import dev.tare.proc.ProcText;
import java.util.OptionalLong;

/**
 * What the host has done to find memory, pages since it booted or between two moments, from
 * /proc/vmstat; a control group that hits its limit is counted there too. What a kernel does not
 * count is absent.
 *
 * @param scanned looked at, pgscan_kswapd, pgscan_direct and pgscan_khugepaged where there is one
 * @param reclaimed taken back, pgsteal_*
 * @param swappedIn pswpin
 * @param swappedOut pswpout
 */
public record MemoryWork(
    OptionalLong scanned, OptionalLong reclaimed, OptionalLong swappedIn, OptionalLong swappedOut) {

  /** From the text of /proc/vmstat. */
  static MemoryWork parse(String vmstat) {
    return new MemoryWork(
        sum(vmstat, "pgscan_"),
        sum(vmstat, "pgsteal_"),
        ProcText.count(vmstat, "pswpin"),
        ProcText.count(vmstat, "pswpout"));
  }

  /** What was done since an earlier moment. */
  MemoryWork since(MemoryWork earlier) {
    return new MemoryWork(
        less(scanned, earlier.scanned),
        less(reclaimed, earlier.reclaimed),
        less(swappedIn, earlier.swappedIn),
        less(swappedOut, earlier.swappedOut));
  }

  /** By whom, not where: the kernel counts the same pages by kind of memory besides. */
  private static OptionalLong sum(String vmstat, String prefix) {
    OptionalLong sum = OptionalLong.empty();
    for (String who : new String[] {"kswapd", "direct", "khugepaged", "proactive"}) {
      OptionalLong pages = ProcText.count(vmstat, prefix + who);
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
