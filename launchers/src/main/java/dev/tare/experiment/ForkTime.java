package dev.tare.experiment;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamValues;
import dev.tare.bench.run.StatedTime;
import java.util.List;

/**
 * Estimates how long forks take: their iterations, and what their benchmarks state besides.
 *
 * @param preparing what comes before the first iteration and after the last, s, without starting a
 *     JVM
 * @param warming s
 * @param measuring s
 */
public record ForkTime(double preparing, double warming, double measuring) {
  /** Returns that of one fork. */
  public static ForkTime of(OneRun run, Timing timing) {
    StatedTime stated = Catalogue.stated(run);
    boolean once = timing.shots().isEmpty() && Catalogue.isOnce(run.benchmark());
    double invocation = stated.invocation();
    double warmup = Math.max(invocation, timing.warmupMs() / 1e3);
    double iteration = Math.max(invocation, once ? 0 : timing.iterationMs() / 1e3);
    return new ForkTime(
        stated.preparing(),
        once ? 0 : timing.warmups() * warmup,
        once ? iteration : timing.iterations() * iteration);
  }

  /**
   * Returns that of a fork of each run that a choice comes to.
   *
   * @param benchmarks as JMH matches them
   * @param params as {@link TrialPlan#params} takes them
   */
  public static List<ForkTime> each(List<String> benchmarks, List<String> params, Timing timing) {
    List<ParamValues> values = params.stream().map(ParamValues::parse).toList();
    return Catalogue.runs(benchmarks, List.of(Catalogue.BOMBS), values, 1).stream()
        .map(run -> of(run, timing))
        .toList();
  }

  /** Returns the mean of those, s; of none what its iterations take. */
  public static double mean(List<String> benchmarks, List<String> params, Timing timing) {
    return each(benchmarks, params, timing).stream()
        .mapToDouble(ForkTime::seconds)
        .average()
        .orElse(timing.forkMs() / 1e3);
  }

  /** Returns what it takes until its first measured iteration may begin, s. */
  public double ready() {
    return preparing + warming;
  }

  /** Returns what it takes in all, s. */
  public double seconds() {
    return ready() + measuring;
  }
}
