package dev.tare.experiment.boot;

import dev.tare.experiment.concurrent.CpuTimes;
import dev.tare.proc.ProcFiles;
import java.util.Optional;
import java.util.OptionalDouble;

/** Sums what the CPUs of the host did in some windows. */
final class HostCpu {
  private static final double NS_PER_US = 1e3;

  private Optional<CpuTimes> begun = Optional.empty();
  private long busyUs;
  private long allUs;

  void begin() {
    begun = now();
  }

  void end() {
    Optional<CpuTimes> ended = now();
    if (begun.isPresent() && ended.isPresent()) {
      busyUs += ended.get().busyUs() - begun.get().busyUs();
      allUs += ended.get().allUs() - begun.get().allUs();
    }
  }

  private static Optional<CpuTimes> now() {
    return ProcFiles.system().line(CpuTimes.FILE).flatMap(CpuTimes::parse);
  }

  /** Returns for how long they were busy for each of some, ns; absent where it is not told. */
  OptionalDouble busyNs(int count) {
    return count == 0 || busyUs == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(busyUs * NS_PER_US / count);
  }

  /** Tells how much of their time they were busy, 0 to 1; absent where it is not told. */
  OptionalDouble share() {
    return allUs == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) busyUs / allUs);
  }
}
