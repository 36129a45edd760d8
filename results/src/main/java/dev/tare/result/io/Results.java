package dev.tare.result.io;

import dev.tare.result.Series;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Describes what a file holds.
 *
 * @param series what was measured
 * @param failures by benchmark, which runs of it failed and why: the series are without these
 * @param warnings what of it is not among the series, or should not count as it looks
 */
record Results(List<Series> series, SortedMap<String, String> failures, NamedWarnings warnings) {
  Results(List<Series> series, SortedMap<String, String> failures) {
    this(series, failures, new NamedWarnings());
  }

  /** None failed. */
  static Results of(List<Series> series) {
    return new Results(series, new TreeMap<>());
  }
}
