package dev.tare.experiment.concurrent;

import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.util.List;
import java.util.OptionalLong;

/**
 * Describes what KSM has merged of some processes, as the kernel tells it of each.
 *
 * @param pages merged ones, the sum of /proc/PID/ksm_merging_pages; absent before Linux 5.19
 * @param looked processes of which it has looked at any page, ksm_rmap_items of /proc/PID/ksm_stat,
 *     or has given an empty one back; absent before Linux 6.1
 */
public record MergedMemory(OptionalLong pages, OptionalLong looked) {
  /** Tells whether KSM has looked at none of them; not where the kernel does not say. */
  public boolean untouched() {
    return looked.orElse(1) == 0;
  }

  static MergedMemory of(ProcFiles files, List<Long> pids) {
    long pages = 0;
    long looked = 0;
    boolean pagesTold = false;
    boolean statsTold = false;
    for (long pid : pids) {
      String folder = "proc/" + pid;
      OptionalLong merged = ProcText.number(files.line(folder + "/ksm_merging_pages").orElse(""));
      String stat = files.text(folder + "/ksm_stat").orElse("");
      pagesTold |= merged.isPresent();
      statsTold |= !stat.isEmpty();
      pages += merged.orElse(0);
      boolean any =
          ProcText.count(stat, "ksm_rmap_items").orElse(0) > 0
              || ProcText.count(stat, "ksm_zero_pages").orElse(0) > 0;
      looked += any ? 1 : 0;
    }
    return new MergedMemory(
        pagesTold ? OptionalLong.of(pages) : OptionalLong.empty(),
        statsTold ? OptionalLong.of(looked) : OptionalLong.empty());
  }
}
