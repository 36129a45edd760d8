package dev.tare.compare;

import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.stats.NoiseCause;
import dev.tare.stats.NoiseRule;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Which rule the noise of a pair is judged by: the same on both sides but for the frequency. */
final class NoiseRules {
  private static final String CPU = "dev.tare.bench.cpu.";
  private static final String MEMORY = "dev.tare.bench.memory.";
  private static final String QUOTA = "limits.cpu.quotaCpus";

  private final double medianMHzA;
  private final double medianMHzB;
  private final Run runA;
  private final Run runB;

  NoiseRules(Run runA, Run runB) {
    this.runA = runA;
    this.runB = runB;
    medianMHzA = medianMHz(runA);
    medianMHzB = medianMHz(runB);
  }

  NoiseRule ofA(Series a, Series b) {
    return rule(a, signal(a, b), medianMHzA);
  }

  NoiseRule ofB(Series a, Series b) {
    return rule(a, signal(a, b), medianMHzB);
  }

  /**
   * Throttling by a quota that a side was given is what is measured there; a throttled thread is
   * also one that waits for a CPU.
   */
  private Set<NoiseCause> signal(Series a, Series b) {
    Set<NoiseCause> signal = EnumSet.noneOf(NoiseCause.class);
    if (hasQuota(runA.factsOf(a)) || hasQuota(runB.factsOf(b))) {
      signal.addAll(EnumSet.of(NoiseCause.THROTTLED, NoiseCause.RUN_DELAY, NoiseCause.PSI_CPU));
    }
    return signal;
  }

  private static boolean hasQuota(Facts facts) {
    return facts.get(QUOTA).filter(quota -> !quota.equals("unlimited")).isPresent();
  }

  private static NoiseRule rule(Series series, Set<NoiseCause> signal, double medianMHz) {
    String benchmark = series.key().benchmark();
    NoiseRule.Subject subject =
        benchmark.startsWith(CPU)
            ? NoiseRule.Subject.CPU
            : benchmark.startsWith(MEMORY) ? NoiseRule.Subject.MEMORY : NoiseRule.Subject.WAITING;
    OptionalDouble median =
        Double.isNaN(medianMHz) ? OptionalDouble.empty() : OptionalDouble.of(medianMHz);
    return new NoiseRule(subject, signal, median);
  }

  private static double medianMHz(Run run) {
    DoubleStream.Builder readings = DoubleStream.builder();
    for (Series series : run.series()) {
      for (Fork fork : series.forks()) {
        for (Iteration iteration : fork.iterations()) {
          if (iteration.noise().frequencyMHz().isPresent()) {
            readings.add(iteration.noise().frequencyMHz().getAsDouble());
          }
        }
      }
    }
    double[] sorted = readings.build().sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
