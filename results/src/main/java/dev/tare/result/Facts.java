package dev.tare.result;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an environment is: flat, sorted, dotted names such as {@code cpu.model} or {@code
 * limits.cpu.quotaCpus}, each with a value as text. What is absent has no name here; it is never 0
 * and never empty.
 */
public record Facts(SortedMap<String, String> values) {
  public Facts {
    for (Map.Entry<String, String> fact : values.entrySet()) {
      if (fact.getValue() == null || fact.getValue().isBlank()) {
        throw new IllegalArgumentException(fact.getKey() + ": an absent fact has no entry");
      }
    }
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Facts of(Map<String, String> values) {
    return new Facts(new TreeMap<>(values));
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
