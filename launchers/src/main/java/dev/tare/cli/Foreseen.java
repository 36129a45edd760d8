package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.result.Nearest;
import dev.tare.result.RunNames;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Describes what a run will measure, as far as that is known before: nothing is measured that is
 * not judged.
 *
 * @param runs by {@link dev.tare.result.SeriesKey#runId()}; empty where nobody knows
 * @param metrics that may be judged, as people call them; empty where there may be any
 */
record Foreseen(Set<String> runs, Set<String> metrics) {
  /** Says how a run ends: how many threads there are, a place may decide. */
  private static final String THREADS = ":t";

  /** Is as many as a line has room for. */
  private static final int FEW = 9;

  /** Refuses, in one line, options by which nothing would be judged. */
  void check(CompareOptions options) {
    if (!runs.isEmpty() && options.filter().filter(this::isOfNone).isPresent()) {
      throw new UsageFailure(
          "--filter "
              + options.filter().get()
              + ": no such benchmark"
              + near(options.filter().get()));
    }
    if (!metrics.isEmpty()
        && options.metric().filter(asked -> isOfNone(asked, metrics)).isPresent()) {
      String asked = options.metric().get().pattern();
      throw new UsageFailure(
          "--metric "
              + asked
              + ": nothing to judge is called so"
              + Nearest.asked(asked, metrics)
              + (metrics.size() > FEW ? "" : "; there are " + String.join(", ", metrics)));
    }
  }

  /** Says which lines of a file of taus are of nothing: a name there may be misspelt. */
  void sayIdle(CompareOptions options, PrintWriter err) {
    if (!runs.isEmpty()) {
      options.taus().keySet().stream()
          .filter(this::isOfNone)
          .forEach(
              line -> err.println("tare: --taus: " + line + " matches nothing here" + near(line)));
      err.flush();
    }
  }

  /** A question to end a line with, where a benchmark's name is near. */
  String near(Pattern name) {
    List<String> benchmarks = runs.stream().map(RunNames::benchmark).toList();
    return Nearest.asked(name.pattern(), new TreeSet<>(Nearest.parts(benchmarks)));
  }

  private boolean isOfNone(Pattern pattern) {
    return !pattern.pattern().contains(THREADS) && isOfNone(pattern, runs);
  }

  private static boolean isOfNone(Pattern pattern, Collection<String> names) {
    return names.stream().noneMatch(name -> pattern.matcher(name).find());
  }
}
