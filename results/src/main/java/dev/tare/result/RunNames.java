package dev.tare.result;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Names that stand for {@link SeriesKey#runId()} in a line for people: as short as the runs beside
 * them allow.
 */
public final class RunNames {
  private static final List<UnaryOperator<String>> SHORTEST_FIRST =
      List.of(RunNames::method, RunNames::withParameters, RunNames::withoutPackage);

  private final Set<String> runs;

  public RunNames(Collection<String> runs) {
    this.runs = new TreeSet<>(runs);
  }

  /** Returns those of trials: what they gave, and what failed. */
  public static RunNames ofTrials(Collection<ScheduledTrial> trials) {
    return new RunNames(
        trials.stream()
            .flatMap(slot -> Stream.of(slot.forks(), slot.failures(), slot.crashes()))
            .flatMap(all -> all.keySet().stream())
            .toList());
  }

  /** Returns class and method, and more where that is what another run is called, too. */
  public String of(String run) {
    return SHORTEST_FIRST.stream()
        .filter(name -> runs.stream().filter(one -> isCalledAlike(name, one, run)).count() <= 1)
        .findFirst()
        .map(name -> name.apply(run))
        .orElse(run);
  }

  private static boolean isCalledAlike(UnaryOperator<String> name, String one, String run) {
    return name.apply(one).equals(name.apply(run));
  }

  /** Returns class and method of {@code dev.Prime.run(limit=30000):avgt:t1}. */
  public static String method(String run) {
    return benchmark(withoutPackage(run));
  }

  /** Returns the benchmark's full name. */
  public static String benchmark(String run) {
    return run.replaceFirst("[(:].*", "");
  }

  private static String withParameters(String run) {
    return withoutPackage(run).replaceFirst(":[^:]*:t\\d+$", "");
  }

  private static String withoutPackage(String run) {
    String name = benchmark(run);
    int method = name.lastIndexOf('.');
    return run.substring(name.lastIndexOf('.', method - 1) + 1);
  }
}
