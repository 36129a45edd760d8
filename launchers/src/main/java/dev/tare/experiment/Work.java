package dev.tare.experiment;

import java.util.List;

/**
 * What every visit runs, chosen once on the host: the same in all environments, whatever each of
 * them is shown.
 *
 * @param benchmarks as JMH matches them, at least one
 * @param params as {@link VisitPlan#params} takes them
 * @param forks that a visit has, from 1
 * @param processors what every fork's JVM is told to have, from 1
 */
public record Work(List<String> benchmarks, List<String> params, int forks, int processors) {
  /** What starting a JVM and its JMH takes, s. */
  private static final double START = 1;

  public Work {
    benchmarks = List.copyOf(benchmarks);
    params = List.copyOf(params);
  }

  /** The same with so many forks less, at least one. */
  public Work without(int fewer) {
    return new Work(benchmarks, params, Math.max(1, forks - fewer), processors);
  }

  public VisitPlan visit(Timing timing) {
    return VisitPlan.of(benchmarks, timing, processors).withParams(params);
  }

  /** About how long a visit takes, s. */
  public double seconds(Timing timing) {
    return START + forks * (START + timing.forkMs() / 1e3);
  }
}
