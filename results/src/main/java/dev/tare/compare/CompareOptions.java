package dev.tare.compare;

import dev.tare.result.Judging;
import dev.tare.result.Metrics;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.Tau;
import dev.tare.stats.Verdicts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Holds what is compared, and how strictly.
 *
 * @param tau the smallest change that matters, a fraction above 0; absent: 3 %. What a place can
 *     show by its calibration, where that is more, decides all the same
 * @param taus the same by benchmark, for those whose {@link SeriesKey#runId()} has such a part, by
 *     regular expressions; of several that match, the last holds
 * @param metric which metrics, by a part of their label: these are judged, also those that are only
 *     shown otherwise; absent: scores, the suite's gated and headline metrics, and those of other
 *     programs
 * @param filter which benchmarks, by a part of {@link SeriesKey#runId()}; absent: all
 * @param allowed required facts that may differ all the same
 * @param calibrations of the places where the results may have been measured
 * @param alpha the largest adjusted p-value that counts as a change, above 0 and at most {@link
 *     Verdicts#ALPHA}
 */
public record CompareOptions(
    OptionalDouble tau,
    Map<Pattern, Double> taus,
    Optional<Pattern> metric,
    Optional<Pattern> filter,
    Set<String> allowed,
    Calibrations calibrations,
    double alpha) {
  /** Judges everything, at the calibration's tau. */
  public static final CompareOptions DEFAULT =
      new CompareOptions(OptionalDouble.empty(), Optional.empty(), Optional.empty(), Set.of());

  /** Makes one without a calibration, at the usual level. */
  public CompareOptions(
      OptionalDouble tau, Optional<Pattern> metric, Optional<Pattern> filter, Set<String> allowed) {
    this(tau, Map.of(), metric, filter, allowed, Calibrations.NONE, Verdicts.ALPHA);
  }

  public CompareOptions {
    if (tau.isPresent() && !(tau.getAsDouble() > 0 && tau.getAsDouble() < 10)) {
      throw new IllegalArgumentException("--tau: above 0 % and below 1000 %, such as 5%");
    }
    taus = Collections.unmodifiableMap(new LinkedHashMap<>(taus));
    allowed = Set.copyOf(allowed);
    Set<String> unknown = new TreeSet<>(allowed);
    unknown.removeAll(RequiredFacts.NAMES);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "--allow " + unknown.iterator().next() + ": one of " + RequiredFacts.NAMES);
    }
  }

  /** Returns it as a run is judged that has sides. */
  public static CompareOptions of(Judging judging) {
    Set<String> known = new TreeSet<>(judging.allowed());
    known.retainAll(RequiredFacts.NAMES);
    return new CompareOptions(
            judging.tau(),
            judging.metric().map(Pattern::compile),
            judging.filter().map(Pattern::compile),
            known)
        .withTaus(judging.taus());
  }

  /**
   * Returns the same as a run keeps it, but for the calibrations, which are the reader's.
   *
   * @param blocks before the first look
   * @param looks how many there may be
   */
  public Judging judging(int blocks, int looks) {
    Map<String, Double> byName = new LinkedHashMap<>();
    taus.forEach((name, value) -> byName.put(name.pattern(), value));
    return new Judging(
        tau,
        byName,
        metric.map(Pattern::pattern),
        filter.map(Pattern::pattern),
        new TreeSet<>(allowed),
        blocks,
        looks,
        OptionalInt.empty());
  }

  public CompareOptions withCalibrations(Calibrations other) {
    return new CompareOptions(tau, taus, metric, filter, allowed, other, alpha);
  }

  /** Returns the same with such a tau for benchmarks, by regular expressions. */
  public CompareOptions withTaus(Map<String, Double> other) {
    Map<Pattern, Double> compiled = new LinkedHashMap<>();
    other.forEach((name, value) -> compiled.put(Pattern.compile(name), value));
    return new CompareOptions(tau, compiled, metric, filter, allowed, calibrations, alpha);
  }

  public CompareOptions withMetric(Pattern other) {
    return new CompareOptions(tau, taus, Optional.of(other), filter, allowed, calibrations, alpha);
  }

  public CompareOptions withAlpha(double other) {
    return new CompareOptions(tau, taus, metric, filter, allowed, calibrations, other);
  }

  /** Returns the same where these facts may differ too. */
  CompareOptions withAllowed(String fact) {
    Set<String> more = new TreeSet<>(allowed);
    more.add(fact);
    return new CompareOptions(tau, taus, metric, filter, more, calibrations, alpha);
  }

  /** Returns the smallest change that matters where nothing is known of the place. */
  public double tau(SeriesKey key) {
    double asked = tau.orElse(Tau.FLOOR);
    for (Map.Entry<Pattern, Double> one : taus.entrySet()) {
      if (one.getKey().matcher(key.runId()).find()) {
        asked = one.getValue();
      }
    }
    return asked;
  }

  /** Tells whether a gate may fail on a series. */
  public boolean judges(Series series) {
    return series.gated() || metric.isPresent() && Metrics.isJudgedOnRequest(series.key().metric());
  }

  /** Tells whether a series is looked at. */
  public boolean selects(Series series) {
    SeriesKey key = series.key();
    if (filter.isPresent() && !filter.get().matcher(key.runId()).find()) {
      return false;
    }
    if (metric.isPresent()) {
      return metric.get().matcher(key.metricLabel()).find();
    }
    return key.isPrimary()
        || series.gated()
        || Metrics.named(key.metric()).map(known -> known.headline()).orElse(true);
  }
}
