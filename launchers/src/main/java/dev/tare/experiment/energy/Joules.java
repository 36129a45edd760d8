package dev.tare.experiment.energy;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Describes what was used in some time.
 *
 * @param seconds above 0
 * @param byDomain J, by the part of the machine that used it, at least one; those that lie inside
 *     another are not there, but for {@link #PLATFORM}
 */
record Joules(double seconds, SortedMap<String, Double> byDomain) {
  /** Holds what the whole board uses, packages and memory included. */
  static final String PLATFORM = "psys";

  Joules {
    byDomain = Collections.unmodifiableSortedMap(new TreeMap<>(byDomain));
  }

  /**
   * Returns that of all domains together, each once: the platform's own counter only where there is
   * no other.
   */
  double total() {
    double parts =
        byDomain.entrySet().stream()
            .filter(one -> !one.getKey().equals(PLATFORM))
            .mapToDouble(one -> one.getValue())
            .sum();
    return byDomain.keySet().equals(java.util.Set.of(PLATFORM)) ? byDomain.get(PLATFORM) : parts;
  }

  /** The mean power, W. */
  double watts() {
    return total() / seconds;
  }
}
