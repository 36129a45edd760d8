package dev.tare.result;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One visit of an environment, planned or past.
 *
 * @param slot its place in the run's order, from 0
 * @param block the randomised block it belongs to, from 0
 * @param environment the stack that is visited
 * @param status how far it came
 * @param reason why it failed or was skipped; absent otherwise
 * @param forks by {@link SeriesKey#runId()}, the index of the first fork it gave to the
 *     environment's merged results; empty until it is done
 * @param failures by benchmark, why it gave nothing although the visit went on
 * @param crashes by benchmark, why its JVM crashed in an emulated guest before it was run again
 */
public record Slot(
    int slot,
    int block,
    String environment,
    Status status,
    Optional<String> reason,
    SortedMap<String, Integer> forks,
    SortedMap<String, String> failures,
    SortedMap<String, String> crashes) {
  /** Says how far a visit came. */
  public enum Status {
    PLANNED,
    DONE,
    FAILED,
    SKIPPED
  }

  public Slot {
    forks = Collections.unmodifiableSortedMap(forks);
    failures = Collections.unmodifiableSortedMap(failures);
    crashes = Collections.unmodifiableSortedMap(crashes);
  }

  /** A visit that is still to come. */
  public static Slot planned(int slot, int block, String environment) {
    return new Slot(
        slot,
        block,
        environment,
        Status.PLANNED,
        Optional.empty(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  /** The visit ended and gave these forks; some benchmarks may have failed. */
  public Slot done(Map<String, Integer> given, Map<String, String> failed) {
    return new Slot(
        slot,
        block,
        environment,
        Status.DONE,
        Optional.empty(),
        new TreeMap<>(given),
        new TreeMap<>(failed),
        crashes);
  }

  /** Returns this with what the visit gave so far. */
  public Slot withForks(Map<String, Integer> given) {
    return new Slot(
        slot, block, environment, status, reason, new TreeMap<>(given), failures, crashes);
  }

  /** Returns this with why benchmarks of the visit gave nothing so far. */
  public Slot withFailures(Map<String, String> failed) {
    return new Slot(
        slot, block, environment, status, reason, forks, new TreeMap<>(failed), crashes);
  }

  /** Returns the same with one crash more. */
  public Slot withCrash(String run, String why) {
    SortedMap<String, String> all = new TreeMap<>(crashes);
    all.put(run, why);
    return new Slot(slot, block, environment, status, reason, forks, failures, all);
  }

  /** The visit gave nothing, for that reason. */
  public Slot without(Status outcome, String why) {
    return new Slot(slot, block, environment, outcome, Optional.of(why), forks, failures, crashes);
  }
}
