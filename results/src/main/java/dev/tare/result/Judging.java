package dev.tare.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Says how the sides of a run are judged, as it was settled before they were measured.
 *
 * @param tau the smallest change that matters, a fraction; absent: the usual one
 * @param taus the same by regular expressions on benchmarks, the last that matches holds; absent:
 *     none
 * @param metric which metrics, a regular expression; absent: the usual ones
 * @param filter which benchmarks, the same; absent: all
 * @param allowed facts that may differ
 * @param blocks that are measured before the first look, from 1
 * @param looks how often it may be looked at what the forks tell, the first time included, from 1
 * @param more blocks that are added after each look but the last, from 1; absent: the usual five
 */
public record Judging(
    OptionalDouble tau,
    Map<String, Double> taus,
    Optional<String> metric,
    Optional<String> filter,
    SortedSet<String> allowed,
    int blocks,
    int looks,
    OptionalInt more) {
  /** Is how often it may be looked at what the forks tell, the first time included. */
  public static final int LOOKS = 4;

  /** Is how many forks a side are added after a look, where nothing else was settled. */
  public static final int FORKS = 5;

  public Judging {
    allowed = Collections.unmodifiableSortedSet(new TreeSet<>(allowed));
    taus = taus == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(taus));
    taus.keySet().forEach(Pattern::compile);
    metric.ifPresent(Pattern::compile);
    filter.ifPresent(Pattern::compile);
    if (tau.isPresent() && !(tau.getAsDouble() > 0 && tau.getAsDouble() < 10)) {
      throw new IllegalArgumentException("tau " + tau.getAsDouble() + ": above 0 and below 10");
    }
    if (blocks < 1 || looks < 1 || more.orElse(1) < 1) {
      throw new IllegalArgumentException(blocks + " blocks and " + looks + " looks: from 1");
    }
  }

  /** Finds it by what is usual. */
  public static Judging usual(int blocks, int looks) {
    return new Judging(
        OptionalDouble.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        new TreeSet<>(),
        blocks,
        looks,
        OptionalInt.empty());
  }

  /** Tells whether a time was settled, over which the looks were laid out. */
  public boolean timed() {
    return more.isPresent();
  }

  /** Is how many blocks are added after each look but the last. */
  public int step() {
    return more.orElse(FORKS);
  }

  /**
   * Returns how many blocks there are at a look.
   *
   * @param look from 1
   */
  public int until(int look) {
    return blocks + (look - 1) * step();
  }

  public Judging staged(int first, int added) {
    return new Judging(tau, taus, metric, filter, allowed, first, looks, OptionalInt.of(added));
  }
}
