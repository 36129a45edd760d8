package dev.tare.result;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Results that were measured together: a run folder, a JMH file, or several files taken as one.
 *
 * @param id the run's name, or what it was read from
 * @param only the one environment of several whose results these are, which the id says, too;
 *     absent where they are all there are
 * @param started when it started; absent in a plain JMH file
 * @param finished when it ended; absent in a plain JMH file and in a run that was cut short
 * @param environments the facts by stack; {@link #UNNAMED} is the one of a plain JMH file
 * @param schedule the trials in their order; of a plain file one where a run in it failed, or none
 * @param series every metric of every benchmark, no two with the same key
 * @param warnings what a reader of these results has to know, one line each
 * @param judging how its sides are judged; absent where it has none
 * @param measured how long it was at work, without its pauses; absent where that is not known
 */
public record Run(
    String id,
    Optional<String> only,
    Optional<Instant> started,
    Optional<Instant> finished,
    SortedMap<String, Facts> environments,
    List<ScheduledTrial> schedule,
    List<Series> series,
    List<String> warnings,
    Optional<Judging> judging,
    Optional<Duration> measured) {
  /** Stands where a file does not say in which environment it was made. */
  public static final String UNNAMED = "";

  public Run {
    environments = Collections.unmodifiableSortedMap(new TreeMap<>(environments));
    schedule = List.copyOf(schedule);
    series = List.copyOf(series);
    warnings = List.copyOf(warnings);
  }

  /** Holds results without sides. */
  public Run(
      String id,
      Optional<Instant> started,
      Optional<Instant> finished,
      SortedMap<String, Facts> environments,
      List<ScheduledTrial> schedule,
      List<Series> series,
      List<String> warnings) {
    this(
        id,
        Optional.empty(),
        started,
        finished,
        environments,
        schedule,
        series,
        warnings,
        Optional.empty(),
        Optional.empty());
  }

  /** Holds the results of a plain file: no schedule, no facts but those of the series. */
  public static Run ofFile(String id, List<Series> series, List<String> warnings) {
    return new Run(
        id,
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(Map.of(UNNAMED, Facts.of(Map.of()))),
        List.of(),
        series,
        warnings);
  }

  /**
   * Returns the same results of a plain file, of which some runs failed: they are said, and are no
   * part of the series.
   *
   * @param failures by benchmark, which and why
   */
  public Run withFailures(SortedMap<String, String> failures) {
    if (failures.isEmpty()) {
      return this;
    }
    List<String> told = new ArrayList<>(warnings);
    failures.forEach((benchmark, why) -> told.add("failed: " + benchmark + ": " + why));
    ScheduledTrial trial = ScheduledTrial.planned(0, 1, UNNAMED).done(Map.of(), failures);
    return new Run(
        id, only, started, finished, environments, List.of(trial), series, told, judging, measured);
  }

  /** Returns the same results under another name. */
  public Run named(String other) {
    return new Run(
        other,
        Optional.empty(),
        started,
        finished,
        environments,
        schedule,
        series,
        warnings,
        judging,
        measured);
  }

  /**
   * Returns the same results with where they were measured.
   *
   * @param places the facts by stack
   * @param trials that gave them, besides those that are known
   */
  public Run in(SortedMap<String, Facts> places, List<ScheduledTrial> trials) {
    List<ScheduledTrial> all = new ArrayList<>(schedule);
    all.addAll(trials);
    return new Run(id, only, started, finished, places, all, series, warnings, judging, measured);
  }

  /** Returns what the results of one environment of a run are called. */
  public static String partly(String id, String environment) {
    return id + ":" + environment;
  }

  public Run only(String environment) {
    return new Run(
        partly(id, environment),
        Optional.of(environment),
        started,
        finished,
        new TreeMap<>(Map.of(environment, environments.get(environment))),
        schedule,
        series.stream()
            .filter(one -> one.key().environment().orElse(UNNAMED).equals(environment))
            .toList(),
        warnings,
        judging,
        measured);
  }

  /** Returns the same run as it was after so many blocks. */
  public Run until(int blocks) {
    List<Series> before = new ArrayList<>();
    for (Series one : series) {
      List<Fork> forks =
          one.forks().stream().filter(fork -> fork.block().orElse(1) <= blocks).toList();
      if (!forks.isEmpty()) {
        before.add(one.withForks(forks));
      }
    }
    return new Run(
        id, only, started, finished, environments, schedule, before, warnings, judging, measured);
  }

  /** Tells whether a trial or a benchmark of these environments failed. */
  public boolean hasFailures() {
    return schedule.stream()
        .filter(slot -> environments.containsKey(slot.environment()))
        .anyMatch(
            slot -> slot.status() == ScheduledTrial.Status.FAILED || !slot.failures().isEmpty());
  }

  /** The facts that a series was measured under: its environment's. */
  public Facts factsOf(Series one) {
    String environment = one.key().environment().orElse(UNNAMED);
    return environments.getOrDefault(environment, Facts.of(Map.of()));
  }
}
