package dev.tare.result;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Is one trial of an environment, planned or past.
 *
 * @param slot its place in the run's order, from 0
 * @param block the randomised block it belongs to, from 1
 * @param environment the stack that is measured
 * @param status how far it came
 * @param reason why it failed or was skipped; absent otherwise
 * @param forks by {@link SeriesKey#runId()}, the index of the first fork it gave to the
 *     environment's merged results; empty until it is done
 * @param failures by benchmark, why it gave nothing although the trial went on
 * @param crashes by benchmark, why its JVM crashed in an emulated guest before it was run again
 */
public record ScheduledTrial(
    int slot,
    int block,
    String environment,
    Status status,
    Optional<String> reason,
    SortedMap<String, Integer> forks,
    SortedMap<String, String> failures,
    SortedMap<String, String> crashes) {
  /** Says how far a trial came. */
  public enum Status {
    PLANNED,
    DONE,
    FAILED,
    SKIPPED
  }

  public ScheduledTrial {
    forks = Collections.unmodifiableSortedMap(forks);
    failures = Collections.unmodifiableSortedMap(failures);
    crashes = Collections.unmodifiableSortedMap(crashes);
  }

  /** A trial that is still to come. */
  public static ScheduledTrial planned(int slot, int block, String environment) {
    return new ScheduledTrial(
        slot,
        block,
        environment,
        Status.PLANNED,
        Optional.empty(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  /** The trial ended and gave these forks; some benchmarks may have failed. */
  public ScheduledTrial done(Map<String, Integer> given, Map<String, String> failed) {
    return new ScheduledTrial(
        slot,
        block,
        environment,
        Status.DONE,
        Optional.empty(),
        new TreeMap<>(given),
        new TreeMap<>(failed),
        crashes);
  }

  /** Returns this with what the trial gave so far. */
  public ScheduledTrial withForks(Map<String, Integer> given) {
    return new ScheduledTrial(
        slot, block, environment, status, reason, new TreeMap<>(given), failures, crashes);
  }

  /** Returns this with why benchmarks of the trial gave nothing so far. */
  public ScheduledTrial withFailures(Map<String, String> failed) {
    return new ScheduledTrial(
        slot, block, environment, status, reason, forks, new TreeMap<>(failed), crashes);
  }

  public ScheduledTrial withCrash(String run, String why) {
    SortedMap<String, String> all = new TreeMap<>(crashes);
    all.put(run, why);
    return new ScheduledTrial(slot, block, environment, status, reason, forks, failures, all);
  }

  /** The trial gave nothing, for that reason. */
  public ScheduledTrial without(Status outcome, String why) {
    return new ScheduledTrial(
        slot, block, environment, outcome, Optional.of(why), forks, failures, crashes);
  }
}
