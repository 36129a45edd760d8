package dev.tare.result;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Holds what disturbed one iteration, as far as the environment tells. Each is a sum over the
 * iteration, 0 or more; absent means that the environment has no such counter, never that nothing
 * happened.
 *
 * @param wallNs wall time between the readings of the other counters
 * @param stealNs taken by the hypervisor, all CPUs, {@code /proc/stat}
 * @param runDelayNs the benchmark's threads runnable but not running, {@code
 *     /proc/self/task/[0-9]+/schedstat}
 * @param psiCpuUs some task waited for a CPU, {@code /proc/pressure/cpu}
 * @param psiIoUs some task waited for I/O, {@code /proc/pressure/io}
 * @param psiMemoryUs some task waited for memory, {@code /proc/pressure/memory}
 * @param throttledUs throttled by a quota, cgroup {@code cpu.stat}
 * @param involuntarySwitches of the benchmark's threads, {@code /proc/self/task/[0-9]+/status}
 * @param majorFaults page faults that read from disk, {@code /proc/self/stat}
 * @param frequencyMHz mean frequency of the CPUs, cpufreq
 * @param threads how many threads run delay is summed over: it is set against wall time times this
 * @param cpus how many CPUs steal is summed over: it and throttling are set against wall time times
 *     this
 */
public record Noise(
    OptionalDouble wallNs,
    OptionalDouble stealNs,
    OptionalDouble runDelayNs,
    OptionalDouble psiCpuUs,
    OptionalDouble psiIoUs,
    OptionalDouble psiMemoryUs,
    OptionalDouble throttledUs,
    OptionalDouble involuntarySwitches,
    OptionalDouble majorFaults,
    OptionalDouble frequencyMHz,
    OptionalDouble threads,
    OptionalDouble cpus) {
  /** Nothing is known. */
  public static final Noise UNKNOWN = of(metric -> OptionalDouble.empty());

  /** Reads noise from the secondary metrics of the same iteration. */
  public static Noise of(Function<Metric, OptionalDouble> readings) {
    return new Noise(
        readings.apply(Metrics.WALL),
        readings.apply(Metrics.STEAL),
        readings.apply(Metrics.RUN_DELAY),
        readings.apply(Metrics.PSI_CPU),
        readings.apply(Metrics.PSI_IO),
        readings.apply(Metrics.PSI_MEMORY),
        readings.apply(Metrics.THROTTLED),
        readings.apply(Metrics.INVOLUNTARY_SWITCHES),
        readings.apply(Metrics.MAJOR_FAULTS),
        readings.apply(Metrics.FREQUENCY),
        readings.apply(Metrics.BENCHMARK_THREADS),
        readings.apply(Metrics.CPUS));
  }

  /** Returns that of several iterations as if they were one; what one of them lacks is absent. */
  public static Noise together(List<Noise> all) {
    return new Noise(
        sum(all, Noise::wallNs),
        sum(all, Noise::stealNs),
        sum(all, Noise::runDelayNs),
        sum(all, Noise::psiCpuUs),
        sum(all, Noise::psiIoUs),
        sum(all, Noise::psiMemoryUs),
        sum(all, Noise::throttledUs),
        sum(all, Noise::involuntarySwitches),
        sum(all, Noise::majorFaults),
        mean(all, Noise::frequencyMHz),
        mean(all, Noise::threads),
        mean(all, Noise::cpus));
  }

  private static OptionalDouble sum(List<Noise> all, Function<Noise, OptionalDouble> reading) {
    double sum = 0;
    for (Noise one : all) {
      OptionalDouble value = reading.apply(one);
      if (value.isEmpty()) {
        return value;
      }
      sum += value.getAsDouble();
    }
    return all.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum);
  }

  private static OptionalDouble mean(List<Noise> all, Function<Noise, OptionalDouble> reading) {
    OptionalDouble sum = sum(all, reading);
    return sum.isPresent() ? OptionalDouble.of(sum.getAsDouble() / all.size()) : sum;
  }

  /** Tells whether a secondary metric of that name is a reading of noise. */
  public static boolean isReading(String metric) {
    Optional<Metric> known = Metrics.named(metric);
    return known.isPresent() && metric.startsWith("noise.");
  }
}
