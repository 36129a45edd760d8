package dev.tare.report;

import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Benchmarks' names as short as those beside them allow. */
final class ShortNames {
  private final Map<String, Set<String>> full = new HashMap<>();
  private final Map<String, Set<String>> modes = new HashMap<>();
  private final Map<String, Set<SeriesKey>> runs = new HashMap<>();

  ShortNames(Collection<SeriesKey> keys) {
    for (SeriesKey key : keys) {
      full.computeIfAbsent(tail(key, 2), any -> new HashSet<>()).add(key.benchmark());
      SeriesKey plain = key.withEnvironment(Optional.empty()).withMetric(SeriesKey.PRIMARY);
      runs.computeIfAbsent(key.benchmark(), any -> new HashSet<>()).add(plain);
      if (key.isPrimary()) {
        modes.computeIfAbsent(key.benchmark(), any -> new HashSet<>()).add(key.mode().label());
      }
    }
  }

  /** Class, method, parameters and, where that has to be told, mode and threads. */
  String of(SeriesKey key) {
    return method(key)
        + key.paramsText()
        + run(key).stream().map(part -> " " + part).collect(Collectors.joining());
  }

  /** As short as tells it from the others in a sentence. */
  String told(SeriesKey key) {
    String name = runs.get(key.benchmark()).size() == 1 ? method(key) : of(key);
    return key.isPrimary() ? name : name + " " + key.metric();
  }

  /** Class and method; the package too where others have the same. */
  String method(SeriesKey key) {
    String name = tail(key, 2);
    return full.get(name).size() == 1 ? name : key.benchmark();
  }

  /** Parameters, mode and threads: what tells the runs of one method apart. */
  String variant(SeriesKey key) {
    Stream<String> params =
        key.params().entrySet().stream().map(one -> one.getKey() + "=" + one.getValue());
    return Stream.concat(params, run(key).stream()).collect(Collectors.joining(", "));
  }

  private List<String> run(SeriesKey key) {
    List<String> parts = new ArrayList<>();
    if (modes.getOrDefault(key.benchmark(), Set.of()).size() > 1) {
      parts.add(key.mode().label());
    }
    if (key.threads() > 1) {
      parts.add("t" + key.threads());
    }
    return parts;
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
