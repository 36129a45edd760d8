package dev.tare.experiment.matrix;

import dev.tare.experiment.PlanValues;
import dev.tare.experiment.Timing;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.Limits;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is measured where, how often and in which order; the run folder keeps it, so that a run that
 * was cut short goes on as it began.
 *
 * @param environments stacks in their canonical form, none twice, at least one
 * @param benchmarks as JMH matches them, at least one
 * @param profile that the times come from, for people
 * @param blocks how often each environment is visited, 1 to 1000
 * @param timing of each fork
 * @param seed of the order
 * @param limits of every environment
 * @param params as {@link VisitPlan#params} takes them
 * @param processors what every fork's JVM is told to have, from 1
 * @param kept whether guests are kept over all blocks: then each is one sample, not many
 * @param data where disk benchmarks measure; absent: the session's choice
 * @param jar SHA-256 of the jar that measures
 */
public record MatrixPlan(
    List<String> environments,
    List<String> benchmarks,
    String profile,
    int blocks,
    Timing timing,
    long seed,
    Limits limits,
    List<String> params,
    int processors,
    boolean kept,
    Optional<String> data,
    String jar) {
  private static final int MOST_BLOCKS = 1000;
  private static final String VERB = "matrix";

  public MatrixPlan {
    environments = List.copyOf(environments);
    benchmarks = List.copyOf(benchmarks);
    params = List.copyOf(params);
    if (environments.isEmpty() || new HashSet<>(environments).size() < environments.size()) {
      throw new IllegalArgumentException("--env " + environments + ": at least one, none twice");
    }
    if (benchmarks.isEmpty()) {
      throw new IllegalArgumentException("--benchmarks: at least one");
    }
    if (blocks < 1 || blocks > MOST_BLOCKS) {
      throw new IllegalArgumentException("--blocks " + blocks + ": 1 to " + MOST_BLOCKS);
    }
    if (processors < 1) {
      throw new IllegalArgumentException("processors " + processors + ": from 1");
    }
  }

  /** What each visit runs. */
  public VisitPlan visit() {
    return VisitPlan.of(benchmarks, timing, processors).withParams(params);
  }

  /** As the run folder keeps it. */
  public Map<String, String> asOptions() {
    PlanValues values =
        PlanValues.of(VERB)
            .with("environments", environments)
            .with("benchmarks", benchmarks)
            .with("profile", profile)
            .with("blocks", blocks)
            .with(timing)
            .with(limits)
            .with("params", params)
            .with("processors", processors)
            .with("kept", kept)
            .with("jar", jar);
    data.ifPresent(folder -> values.with("data", folder));
    return values.asMap();
  }

  /**
   * A plan as {@link #asOptions} gave it.
   *
   * @throws IllegalArgumentException where it is not one
   */
  public static MatrixPlan of(Map<String, String> options, long seed) {
    PlanValues values = PlanValues.read(VERB, options);
    return new MatrixPlan(
        values.lines("environments"),
        values.lines("benchmarks"),
        values.text("profile"),
        values.number("blocks"),
        values.timing(),
        seed,
        values.limits(),
        values.lines("params"),
        values.number("processors"),
        Boolean.parseBoolean(values.text("kept")),
        Optional.ofNullable(options.get("data")),
        values.text("jar"));
  }
}
