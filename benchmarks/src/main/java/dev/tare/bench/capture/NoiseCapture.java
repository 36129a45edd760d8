package dev.tare.bench.capture;

import dev.tare.proc.NoiseReading;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import java.util.OptionalLong;

/**
 * Describes what disturbed each iteration: differences of the system's counters, 0 included, since
 * JMH shifts the later iterations where one has no value. A counter that does not exist has no
 * metric.
 */
final class NoiseCapture implements Capture {
  private final ProcFiles files;
  private NoiseReading before;
  private long startNs;

  NoiseCapture(ProcFiles files) {
    this.files = files;
  }

  @Override
  public void begin() {
    before = NoiseReading.read(files);
    startNs = System.nanoTime();
  }

  @Override
  public void end(Sink sink) {
    double wallNs = System.nanoTime() - startNs;
    NoiseReading after = NoiseReading.read(files);
    difference(Metrics.STEAL, before.stealNs(), after.stealNs(), sink);
    difference(Metrics.RUN_DELAY, before.runDelayNs(), after.runDelayNs(), sink);
    difference(Metrics.PSI_CPU, before.psiCpuUs(), after.psiCpuUs(), sink);
    difference(Metrics.PSI_IO, before.psiIoUs(), after.psiIoUs(), sink);
    difference(Metrics.PSI_MEMORY, before.psiMemoryUs(), after.psiMemoryUs(), sink);
    difference(Metrics.THROTTLED, before.throttledUs(), after.throttledUs(), sink);
    difference(
        Metrics.INVOLUNTARY_SWITCHES,
        before.involuntarySwitches(),
        after.involuntarySwitches(),
        sink);
    difference(Metrics.MAJOR_FAULTS, before.majorFaults(), after.majorFaults(), sink);
    after.frequencyMhz().ifPresent(mhz -> sink.iteration(Metrics.FREQUENCY, mhz));
    after.threads().ifPresent(threads -> sink.iteration(Metrics.BENCHMARK_THREADS, threads));
    after.cpus().ifPresent(cpus -> sink.iteration(Metrics.CPUS, cpus));
    sink.iteration(Metrics.WALL, wallNs);
    if (before.cpuTimeNs().isPresent() && after.cpuTimeNs().isPresent()) {
      double cpuNs = after.cpuTimeNs().getAsLong() - before.cpuTimeNs().getAsLong();
      sink.iteration(Metrics.CPU_USE, cpuNs / wallNs);
    }
  }

  /**
   * A thread that ended took its counts along: such a sum may shrink, and then nothing is known to
   * have happened.
   */
  private static void difference(
      Metric metric, OptionalLong before, OptionalLong after, Sink sink) {
    if (before.isPresent() && after.isPresent()) {
      sink.iteration(metric, Math.max(0, after.getAsLong() - before.getAsLong()));
    }
  }
}
