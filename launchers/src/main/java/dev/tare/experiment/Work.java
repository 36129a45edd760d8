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
 * @param packs of software that the benchmarks run programs of
 */
public record Work(
    List<String> benchmarks, List<String> params, int forks, int processors, List<String> packs)
    implements VisitWork {
  /** What starting a JVM and its JMH takes, s. */
  private static final double START = 1;

  public Work {
    benchmarks = List.copyOf(benchmarks);
    params = List.copyOf(params);
    // A plan of an earlier version has none.
    packs = packs == null ? List.of() : List.copyOf(packs);
  }

  @Override
  public Work without(Set<String> skip, Set<String> left) {
    return new Work(benchmarks, params, Math.max(1, forks - skip.size()), processors, packs);
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
