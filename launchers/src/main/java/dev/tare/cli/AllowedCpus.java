package dev.tare.cli;

import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.util.Optional;

/** The CPUs that this process may use. */
final class AllowedCpus {
  private AllowedCpus() {}

  /** As the kernel writes them, such as {@code 0-3}; absent where it does not tell. */
  static Optional<String> list() {
    return ProcFiles.system()
        .text("proc/self/status")
        .flatMap(status -> ProcText.value(status, "Cpus_allowed_list"));
  }
}
