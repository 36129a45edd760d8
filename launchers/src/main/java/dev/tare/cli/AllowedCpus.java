package dev.tare.cli;

import dev.tare.launch.Limits;
import dev.tare.proc.CpuList;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The CPUs that this process may use. */
final class AllowedCpus {
  private AllowedCpus() {}

  /** Returns it as the kernel writes them, such as {@code 0-3}; absent where it does not tell. */
  static Optional<String> list() {
    return ProcFiles.system()
        .text("proc/self/status")
        .flatMap(status -> ProcText.value(status, "Cpus_allowed_list"));
  }

  /** The CPUs of this machine, whoever may use them; none where the kernel does not tell. */
  static SortedSet<Integer> online() {
    return ProcFiles.system()
        .text("sys/devices/system/cpu/online")
        .flatMap(CpuList::parse)
        .orElseGet(TreeSet::new);
  }

  /** Those that were named, or all that this process may use. */
  static SortedSet<Integer> of(Limits asked) {
    String list =
        asked
            .cpuset()
            .or(AllowedCpus::list)
            .orElse("0-" + (Runtime.getRuntime().availableProcessors() - 1));
    return CpuList.parse(list)
        .orElseThrow(
            () ->
                new IllegalArgumentException("--limit cpuset=" + list + ": no such list of CPUs"));
  }
}
