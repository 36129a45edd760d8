package dev.tare.experiment;

import java.util.List;
import java.util.Set;

/**
 * What every visit runs, chosen once on the host: the same in all environments, whatever each of
 * them is shown.
 *
 * @param benchmarks as JMH matches them, at least one
 * @param params as {@link VisitPlan#params} takes them
 * @param forks that a visit has, from 1
 * @param processors what every fork's JVM is told to have, from 1
 */
public record Work(List<String> benchmarks, List<String> params, int forks, int processors)
    implements VisitWork {
  /** What starting a JVM and its JMH takes, s. */
  private static final double START = 1;

  public Work {
    benchmarks = List.copyOf(benchmarks);
    params = List.copyOf(params);
  }

  @Override
  public Work without(Set<String> skip, Set<String> left) {
    return new Work(benchmarks, params, Math.max(1, forks - skip.size()), processors);
  }

  @Override
  public VisitPlan visit(Timing timing, List<String> jvmArgs, Set<String> skip) {
    return visit(timing).withJvmArgs(jvmArgs).withSkip(skip);
  }

  public VisitPlan visit(Timing timing) {
    return VisitPlan.of(benchmarks, timing, processors).withParams(params);
  }

  @Override
  public double seconds(Timing timing) {
    return START + forks * (START + timing.forkMs() / 1e3);
  }
}
