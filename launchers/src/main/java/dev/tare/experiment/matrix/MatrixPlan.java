package dev.tare.experiment.matrix;

import dev.tare.experiment.Timing;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
 * @param kept whether an environment is kept over all blocks: then it is one sample, not many
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
  private static final String LINE = "\n";

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
    Map<String, String> options = new TreeMap<>();
    options.put("verb", "matrix");
    options.put("environments", String.join(LINE, environments));
    options.put("benchmarks", String.join(LINE, benchmarks));
    options.put("profile", profile);
    options.put("blocks", String.valueOf(blocks));
    options.put("warmups", String.valueOf(timing.warmups()));
    options.put("warmupMs", String.valueOf(timing.warmupMs()));
    options.put("iterations", String.valueOf(timing.iterations()));
    options.put("iterationMs", String.valueOf(timing.iterationMs()));
    options.put("limits", String.join(LINE, limits.words()));
    options.put("params", String.join(LINE, params));
    options.put("processors", String.valueOf(processors));
    options.put("kept", String.valueOf(kept));
    options.put("jar", jar);
    data.ifPresent(folder -> options.put("data", folder));
    return options;
  }

  /**
   * A plan as {@link #asOptions} gave it.
   *
   * @throws IllegalArgumentException where it is not one
   */
  public static MatrixPlan of(Map<String, String> options, long seed) {
    if (!"matrix".equals(options.get("verb"))) {
      throw new IllegalArgumentException("not a run of matrix");
    }
    Limits limits = Limits.NONE;
    for (String limit : lines(options, "limits")) {
      String[] parts = limit.split("=", 2);
      limits = limits.with(parts[0], parts[1]);
    }
    return new MatrixPlan(
        lines(options, "environments"),
        lines(options, "benchmarks"),
        text(options, "profile"),
        number(options, "blocks"),
        new Timing(
            number(options, "warmups"),
            number(options, "warmupMs"),
            number(options, "iterations"),
            number(options, "iterationMs")),
        seed,
        limits,
        lines(options, "params"),
        number(options, "processors"),
        Boolean.parseBoolean(text(options, "kept")),
        Optional.ofNullable(options.get("data")),
        text(options, "jar"));
  }

  private static String text(Map<String, String> options, String name) {
    String text = options.get(name);
    if (text == null) {
      throw new IllegalArgumentException("the plan has no " + name);
    }
    return text;
  }

  private static int number(Map<String, String> options, String name) {
    return Integer.parseInt(text(options, name));
  }

  private static List<String> lines(Map<String, String> options, String name) {
    List<String> lines = new ArrayList<>(List.of(text(options, name).split(LINE)));
    lines.removeIf(String::isEmpty);
    return lines;
  }
}
