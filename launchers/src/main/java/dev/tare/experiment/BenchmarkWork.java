package dev.tare.experiment;

import java.util.List;
import java.util.Set;

/**
 * Describes what every trial runs, chosen once on the host: the same in all environments, whatever
 * each of them is shown. What {@code matrix} is asked for becomes that.
 *
 * @param benchmarks as JMH matches them, at least one; none where none is asked for
 * @param params as {@link TrialPlan#params} takes them
 * @param forks that a trial has, from 1; 0 before it is chosen
 * @param processors what every fork's JVM is told to have, from 1; 0 before it is chosen
 * @param packs of software that the benchmarks run programs of
 */
public record BenchmarkWork(
    @Parameter(
            name = "--benchmarks",
            label = "REGEX",
            regex = true,
            help =
                "Which benchmarks, as JMH matches them (default: some of each subject, those of"
                    + " the studies' figures among them)")
        List<String> benchmarks,
    @Parameter(
            name = "-p",
            label = Parameter.NAMED,
            whole = true,
            help = "A parameter's value, or REGEX:NAME=VALUE for some benchmarks")
        List<String> params,
    int forks,
    int processors,
    List<String> packs)
    implements TrialWork {
  /** Holds what starting a JVM and its JMH takes, s. */
  private static final double START = 1;

  public BenchmarkWork {
    benchmarks = List.copyOf(benchmarks);
    params = List.copyOf(params);
    // A plan of an earlier version has none.
    packs = packs == null ? List.of() : List.copyOf(packs);
  }

  @Override
  public BenchmarkWork without(Set<String> skip, Set<String> left) {
    return new BenchmarkWork(
        benchmarks, params, Math.max(1, forks - skip.size()), processors, packs);
  }

  @Override
  public TrialPlan trial(Timing timing, List<String> jvmArgs, Set<String> skip) {
    return trial(timing).withJvmArgs(jvmArgs).withSkip(skip);
  }

  public TrialPlan trial(Timing timing) {
    return TrialPlan.of(benchmarks, timing, processors).withParams(params);
  }

  @Override
  public double seconds(Timing timing) {
    return START + forks * (START + ForkTime.mean(benchmarks, params, timing));
  }
}
