package dev.tare.facts;

import dev.tare.result.Facts;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Facts while they are gathered. A value that is absent or blank leaves no entry, and a name that
 * is not on the list of {@link AllowedFacts} never gets in.
 */
final class FactSheet {
  private static final int LONGEST_VALUE = 1000;

  private final SortedMap<String, String> values = new TreeMap<>();
  private final SortedSet<String> refused = new TreeSet<>();

  void put(String name, String value) {
    if (!AllowedFacts.allows(name)) {
      refused.add(name);
    } else if (value != null && !value.isBlank()) {
      String line = value.strip().replaceAll("\\s+", " ");
      values.put(name, line.substring(0, Math.min(line.length(), LONGEST_VALUE)));
    }
  }

  void put(String name, long value) {
    put(name, Long.toString(value));
  }

  void put(String name, Optional<String> value) {
    put(name, value.orElse(null));
  }

  void put(String name, OptionalLong value) {
    put(name, value.isPresent() ? Long.toString(value.getAsLong()) : null);
  }

  /** The names that were kept out; each is a mistake in this package. */
  SortedSet<String> refused() {
    return Collections.unmodifiableSortedSet(refused);
  }

  Facts facts() {
    return new Facts(values);
  }
}
