package dev.tare.result.io;

import dev.tare.result.Metrics;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says whether a run folder is whole. Its originals are {@code run.json}, what the trials gave and
 * the facts of each environment: nothing else has what they say. Whatever is merged from them is
 * derived, and made again where it is damaged or gone.
 */
public final class RunCheck {
  private final RunFolder folder;

  public RunCheck(RunFolder folder) {
    this.folder = folder;
  }

  /**
   * The trials whose results are damaged or gone, by slot, each with its file and what is wrong. No
   * trial brings back the facts of an environment: whoever reads the run is told of these.
   */
  public SortedMap<Integer, String> damagedTrials() {
    SortedMap<Integer, String> damaged = new TreeMap<>();
    for (ScheduledTrial slot : folder.document().schedule()) {
      try {
        checkTrial(slot, true);
      } catch (BadInput e) {
        damaged.put(slot.slot(), e.getMessage());
      }
    }
    return damaged;
  }

  private void checkTrial(ScheduledTrial slot, boolean latencies) throws BadInput {
    Path results = folder.trial(slot.slot());
    List<Series> there = Files.exists(results) ? ResultFile.read(results).series() : List.of();
    checkResults(slot, results, there);
    if (latencies) {
      checkLatencies(slot.environment(), there, folder.trialLatencies(slot.slot()));
    }
  }

  /**
   * Refuses a log that cannot be read, or has fewer histograms than there were iterations that
   * timed their operations: each of these has a value of {@link Metrics#LATENCY} in the results.
   */
  private void checkLatencies(String stack, List<Series> results, Path log) throws BadInput {
    boolean isThere = Files.exists(log);
    int kept = isThere ? LatencyLog.histograms(log) : 0;
    int timed =
        results.stream()
            .filter(series -> series.key().metric().equals(Metrics.LATENCY.name()))
            .flatMap(series -> series.forks().stream())
            .mapToInt(fork -> fork.iterations().size())
            .sum();
    if (kept < timed && keepsLatencies(stack)) {
      throw new BadInput(
          log.toString(),
          isThere
              ? "it has the latencies of " + kept + " of " + timed + " iterations"
              : "is gone; it had the latencies of " + timed + " iterations");
    }
  }

  /** A jar that is not this one's prints the same metrics, and leaves no log. */
  private boolean keepsLatencies(String stack) {
    Path environment = folder.environment(stack);
    return Files.exists(environment.resolve(RunFolder.LATENCY))
        || Files.exists(environment.resolve(RunFolder.UNTAGGED))
        || folder.document().schedule().stream()
            .filter(slot -> slot.environment().equals(stack))
            .anyMatch(slot -> Files.exists(folder.trialLatencies(slot.slot())));
  }

  /**
   * Checks what was merged of an environment's latencies against its results, and returns these.
   */
  private List<Series> checkMerged(String stack) throws BadInput {
    Path results = folder.environment(stack).resolve(RunFolder.JMH);
    List<Series> merged = Files.exists(results) ? ResultFile.read(results).series() : List.of();
    checkLatencies(stack, merged, folder.environment(stack).resolve(RunFolder.LATENCY));
    return merged;
  }

  /**
   * Returns what an environment lacks: whoever only reads has to know that it is not whole, also
   * where all that was merged from its originals is there.
   *
   * @param latencies whether these are looked at
   */
  List<BadInput> lacks(String stack, boolean latencies) {
    List<BadInput> lines = new ArrayList<>();
    Path facts = folder.environment(stack).resolve(RunFolder.FACTS);
    boolean gave = false;
    for (ScheduledTrial slot : folder.document().schedule()) {
      if (slot.environment().equals(stack)) {
        gave |= !slot.forks().isEmpty();
        try {
          checkTrial(slot, latencies);
        } catch (BadInput e) {
          lines.add(e);
        }
      }
    }
    if (latencies) {
      try {
        checkMerged(stack);
      } catch (BadInput e) {
        lines.add(e);
      }
    }
    String unknown = "; what this environment is, is not known";
    if (gave && !Files.exists(facts)) {
      lines.add(0, new BadInput(facts.toString(), "is gone" + unknown));
    }
    try {
      if (Files.exists(facts)) {
        FactsJson.read(facts);
      }
    } catch (BadInput e) {
      lines.add(0, e.and(unknown));
    }
    return lines;
  }

  private static void checkResults(ScheduledTrial slot, Path results, List<Series> series)
      throws BadInput {
    Set<String> there = runs(series);
    Set<String> lost = new HashSet<>(slot.forks().keySet());
    lost.removeAll(there);
    // Older runs call some benchmarks otherwise: then as many are there.
    if (!lost.isEmpty() && there.size() < slot.forks().size()) {
      throw new BadInput(
          results.toString(), "it lacks what it gave: " + Collections.min(lost) + " is gone");
    }
  }

  /** Merges the trials again where what was merged from them cannot be read. */
  public void mendDerived() throws IOException {
    Set<String> seen = new HashSet<>();
    for (ScheduledTrial slot : folder.document().schedule()) {
      if (!slot.forks().isEmpty() && seen.add(slot.environment()) && !isMerged(slot)) {
        folder.merge(slot.slot());
      }
    }
  }

  private boolean isMerged(ScheduledTrial slot) {
    try {
      return runs(checkMerged(slot.environment())).containsAll(slot.forks().keySet());
    } catch (BadInput e) {
      return false;
    }
  }

  /** Returns the benchmarks of a file, by {@link dev.tare.result.SeriesKey#runId()}. */
  private static Set<String> runs(List<Series> results) {
    return results.stream().map(series -> series.key().runId()).collect(Collectors.toSet());
  }
}
