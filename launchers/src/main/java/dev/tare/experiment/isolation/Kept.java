package dev.tare.experiment.isolation;

import dev.tare.experiment.ConsoleLog;
import dev.tare.experiment.VisitEvent;
import dev.tare.result.Facts;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Slot;
import dev.tare.result.io.LatencyLog;
import dev.tare.result.io.RunFolder;
import dev.tare.stats.Percentiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** What a run leaves of its visits. In a dry run there is no folder, and nothing is left. */
final class Kept {
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;

  private final Optional<RunFolder> folder;
  private final ConsoleLog console;

  Kept(Optional<RunFolder> folder) {
    this.folder = folder;
    this.console = new ConsoleLog(folder);
  }

  /**
   * Keeps a visit.
   *
   * @return what was seen, with the latencies of the work
   */
  Observation keep(int slot, Trial.Result result, FixedWork work) throws IOException {
    Observation seen = result.observation();
    if (folder.isEmpty()) {
      return seen;
    }
    RunFolder run = folder.get();
    if (result.given().isEmpty()) {
      boolean given = seen.end() == Observation.End.GIVEN_UP;
      String why = given ? "DNF: given up after " + seen.limitSeconds() + " s" : "";
      run.without(slot, Slot.Status.FAILED, seen.reason().orElse(why));
      return seen;
    }
    VisitEvent.Ended ended = result.given().get();
    run.add(slot, ended.run(), ended.jmh(), ended.latencies());
    run.merge(slot);
    run.done(slot, Map.of());
    return ended.latencies().isEmpty() ? seen : withLatencies(seen, slot, work);
  }

  private Observation withLatencies(Observation seen, int slot, FixedWork work) throws IOException {
    Map<String, SortedMap<Integer, LatencyCounts>> ofWork =
        LatencyLog.read(
            folder.orElseThrow().visitLatencies(slot), iteration -> iteration < work.slices());
    Optional<LatencyCounts> counts =
        ofWork.values().stream()
            .flatMap(forks -> forks.values().stream())
            .reduce(LatencyCounts::plus);
    return seen.withLatencies(percentile(counts, P50), percentile(counts, P99));
  }

  private static OptionalDouble percentile(Optional<LatencyCounts> counts, double quantile) {
    return counts.filter(one -> Percentiles.admissible(one.total(), quantile)).isPresent()
        ? OptionalDouble.of(counts.get().atQuantile(quantile))
        : OptionalDouble.empty();
  }

  /** A visit gave nothing. */
  void without(int slot, Slot.Status status, String why) throws IOException {
    if (folder.isPresent()) {
      folder.get().without(slot, status, why);
    }
  }

  void facts(String place, Facts facts) throws IOException {
    if (folder.isPresent()) {
      folder.get().facts(place, facts);
    }
  }

  /** What a run that goes on has found; nothing where it begins. */
  Findings findings(IsolationPlan plan) throws IOException {
    return folder.isEmpty() ? new Findings() : FindingsJson.read(folder.get().path(), plan);
  }

  /** Keeps what was found so far. */
  void findings(Findings found) throws IOException {
    if (folder.isPresent()) {
      FindingsJson.write(folder.get().path(), found);
    }
  }

  /** Removes what is there of a visit that was cut short. */
  void clear(int slot) throws IOException {
    if (folder.isPresent()) {
      folder.get().again(List.of(slot));
    }
  }

  /** A line that the benchmarks of a visit printed. */
  void console(int slot, String role, String line) {
    if (folder.isPresent() && slot >= 0) {
      String place = folder.get().document().schedule().get(slot).environment();
      console.add(place, role + ": " + line);
    }
  }
}
