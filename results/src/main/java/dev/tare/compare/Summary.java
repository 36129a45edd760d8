package dev.tare.compare;

import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was found, computed once: what each place measured, and how it compares with the
 * one reference. Every view prints this and computes nothing of its own, so that no two of them can
 * disagree.
 */
public final class Summary {
  /** Holds the percentiles of an operation's latency, in their order. */
  public static final List<String> PERCENTILES =
      List.of(Metrics.P50.name(), Metrics.P90.name(), Metrics.P99.name(), Metrics.P999.name());

  private final List<MeasuredEnvironment> places;
  private final Map<MeasuredEnvironment, Map<SeriesKey, SeriesSummary>> series =
      new IdentityHashMap<>();
  private final Map<MeasuredEnvironment, Compared> compared = new IdentityHashMap<>();
  private final Map<MeasuredEnvironment, Map<SeriesKey, ComparedSeries>> rows =
      new IdentityHashMap<>();
  private final List<SeriesKey> benchmarks;

  private Summary(List<MeasuredEnvironment> places, CompareOptions options) {
    this.places = places;
    Set<SeriesKey> scores = new LinkedHashSet<>();
    for (MeasuredEnvironment place : places) {
      SeriesSummaries summaries = new SeriesSummaries(place.run(), options);
      Map<SeriesKey, SeriesSummary> own = new LinkedHashMap<>();
      for (Series one : place.run().series()) {
        own.put(plain(one.key()), summaries.of(one));
        if (one.key().isPrimary()) {
          scores.add(plain(one.key()));
        }
      }
      series.put(place, own);
    }
    benchmarks = scores.stream().sorted(Comparator.comparing(SeriesKey::runId)).toList();
    places.stream().skip(1).forEach(place -> compare(place, options));
  }

  /**
   * Returns that of the environments of one run: bare metal is the reference, or what has the
   * fewest layers.
   */
  public static Summary of(Run run, CompareOptions options) {
    return of(List.of(run), Optional.empty(), options);
  }

  /**
   * Returns that of several runs; the first place of the first one is the reference.
   *
   * @param runs at least one
   * @param reference the stack that the others are compared with, where the verb has one of its own
   */
  public static Summary of(List<Run> runs, Optional<String> reference, CompareOptions options) {
    return new Summary(RunSplit.of(runs, reference), options);
  }

  private void compare(MeasuredEnvironment place, CompareOptions options) {
    Compared all = Comparer.compare(reference().run(), place.run(), options);
    Map<SeriesKey, ComparedSeries> own = new HashMap<>();
    all.rows().forEach(row -> own.put(plain(row.key()), row));
    compared.put(place, all);
    rows.put(place, own);
  }

  /** Returns where it was measured; the reference comes first. Empty where nothing was. */
  public List<MeasuredEnvironment> places() {
    return places;
  }

  /** Returns what the others are compared with. */
  public MeasuredEnvironment reference() {
    return places.get(0);
  }

  /** Returns the scores' keys, without environment, by benchmark. */
  public List<SeriesKey> benchmarks() {
    return benchmarks;
  }

  /** Returns all series of a place, in the order of its file. */
  public List<SeriesSummary> series(MeasuredEnvironment place) {
    return List.copyOf(series.get(place).values());
  }

  /**
   * One series of a place; absent where it has none.
   *
   * @param key with or without an environment
   */
  public Optional<SeriesSummary> series(MeasuredEnvironment place, SeriesKey key) {
    return Optional.ofNullable(series.get(place).get(plain(key)));
  }

  /** Returns the same of another metric of a benchmark. */
  public Optional<SeriesSummary> series(MeasuredEnvironment place, SeriesKey key, String metric) {
    return series(place, key.withMetric(metric));
  }

  /** The percentiles that a benchmark has in a place, by name, in their order. */
  public Map<String, SeriesSummary> percentiles(MeasuredEnvironment place, SeriesKey key) {
    Map<String, SeriesSummary> known = new LinkedHashMap<>();
    for (String name : PERCENTILES) {
      series(place, key, name)
          .filter(one -> one.score().forks() > 0)
          .ifPresent(one -> known.put(name, one));
    }
    return known;
  }

  /** Returns how a place compares with the reference; absent for the reference itself. */
  public Optional<Compared> compared(MeasuredEnvironment place) {
    return Optional.ofNullable(compared.get(place));
  }

  /** One series of a place against the reference; absent where there is no such row. */
  public Optional<ComparedSeries> row(MeasuredEnvironment place, SeriesKey key) {
    return Optional.ofNullable(rows.getOrDefault(place, Map.of()).get(plain(key)));
  }

  /** Returns what a reader of all figures has to know, a line each, each once. */
  public List<String> warnings() {
    Set<String> lines = new LinkedHashSet<>();
    places.stream()
        .filter(MeasuredEnvironment::emulated)
        .forEach(place -> lines.add(place.name() + ": " + MeasuredEnvironment.EMULATED));
    for (MeasuredEnvironment place : places) {
      compared(place)
          .ifPresent(
              all ->
                  all.notes().stream()
                      .filter(note -> !note.ofOneSide())
                      .map(Note::text)
                      .forEach(lines::add));
    }
    places.forEach(place -> lines.addAll(place.run().warnings()));
    return new ArrayList<>(lines);
  }

  private static SeriesKey plain(SeriesKey key) {
    return key.environment().isEmpty() ? key : key.withEnvironment(Optional.empty());
  }
}
