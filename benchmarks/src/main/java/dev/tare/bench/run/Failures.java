package dev.tare.bench.run;

import dev.tare.result.RunNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says which benchmarks failed: what stops all of them alike is one line, not one for each. */
public final class Failures {
  private Failures() {}

  /** Returns a line for each reason, in the order of the benchmarks. */
  public static List<String> lines(Collection<Finished> benchmarks) {
    Map<String, List<Finished>> byReason = new LinkedHashMap<>();
    for (Finished benchmark : benchmarks) {
      if (!benchmark.isComplete()) {
        byReason.computeIfAbsent(benchmark.failure(), key -> new ArrayList<>()).add(benchmark);
      }
    }
    RunNames names = new RunNames(benchmarks.stream().map(Finished::runId).toList());
    List<String> lines = new ArrayList<>();
    byReason.forEach((reason, failed) -> lines.add(line(reason, failed, names)));
    return lines;
  }

  private static String line(String reason, List<Finished> failed, RunNames names) {
    String who =
        failed.size() == 1 ? names.of(failed.get(0).runId()) : failed.size() + " benchmarks";
    int kept = failed.stream().mapToInt(benchmark -> benchmark.forks().size()).sum();
    return who
        + " failed: "
        + reason
        + (kept == 0 ? "" : "; " + kept + " forks that had finished are kept");
  }
}
