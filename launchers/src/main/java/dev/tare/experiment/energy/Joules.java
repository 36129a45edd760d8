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
  /** Holds what the whole board uses, packages and memory included; {@code psys-1} is another's. */
  static final String PLATFORM = "psys";

  Joules {
    byDomain = Collections.unmodifiableSortedMap(new TreeMap<>(byDomain));
  }

  static boolean isPlatform(String domain) {
    return domain.startsWith(PLATFORM);
  }

  /**
   * Returns that of all domains together, each once: the platform's own counters only where there
   * is no other.
   */
  double total() {
    boolean alone = byDomain.keySet().stream().allMatch(Joules::isPlatform);
    return byDomain.entrySet().stream()
        .filter(one -> alone || !isPlatform(one.getKey()))
        .mapToDouble(one -> one.getValue())
        .sum();
  }

  /** The mean power, W. */
  double watts() {
    return total() / seconds;
  }
}
