package dev.tare.report;

import dev.tare.result.SeriesKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Benchmarks' names as short as those of a report allow. */
final class ShortNames {
  private final Map<String, Set<String>> full = new HashMap<>();

  ShortNames(Collection<SeriesKey> keys) {
    for (SeriesKey key : keys) {
      full.computeIfAbsent(tail(key, 2), any -> new HashSet<>()).add(key.benchmark());
    }
  }

  /** Class, method, parameters and, above one, threads. */
  String of(SeriesKey key) {
    String name = tail(key, 2);
    String plain = full.get(name).size() == 1 ? name : key.benchmark();
    return plain + key.paramsText() + (key.threads() == 1 ? "" : " t" + key.threads());
  }

  /** The last part of the package; empty where there is none. */
  String subject(SeriesKey key) {
    String[] parts = key.benchmark().split("\\.");
    return parts.length > 2 ? parts[parts.length - 3] : "";
  }

  private static String tail(SeriesKey key, int parts) {
    String name = key.benchmark();
    int from = name.length();
    for (int i = 0; i < parts && from >= 0; i++) {
      from = name.lastIndexOf('.', from - 1);
    }
    return name.substring(from + 1);
  }
}
