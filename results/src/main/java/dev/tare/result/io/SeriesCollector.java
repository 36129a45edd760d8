package dev.tare.result.io;

import dev.tare.result.Fork;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings series together so that no two have the same key and none is lost. Series that were run in
 * the same way become one with the forks of all; where the Java runtime or its arguments differ,
 * what differs joins the parameters.
 */
final class SeriesCollector {
  private static final List<String> TELLING =
      List.of("jvm.args", "jdk.version", "vm.name", "vm.version");

  private final Map<SeriesKey, List<Series>> byKey = new LinkedHashMap<>();

  private final RepeatedForks forks = new RepeatedForks();

  /**
   * Adds what a document holds; the score comes first, of each benchmark.
   *
   * @param source what warnings call the document
   */
  void add(List<Series> all, String source) {
    for (Series series : all) {
      byKey
          .computeIfAbsent(series.key(), key -> new ArrayList<>(1))
          .add(forks.without(series, source));
    }
  }

  /** Returns which forks came more than once, and count once. */
  List<String> warnings() {
    return forks.warnings().lines();
  }

  /** Returns which runs of a benchmark came more than once, sorted. */
  SortedSet<String> repeated() {
    SortedSet<String> repeated = new TreeSet<>();
    byKey.forEach(
        (key, same) -> {
          if (same.stream().filter(one -> !one.forks().isEmpty()).count() > 1) {
            repeated.add(key.runId());
          }
        });
    return repeated;
  }

  List<Series> all() {
    List<Series> all = new ArrayList<>(byKey.size());
    for (List<Series> same : byKey.values()) {
      if (same.size() == 1) {
        all.add(same.get(0));
      } else {
        all.addAll(merged(same));
      }
    }
    return all;
  }

  private static List<Series> merged(List<Series> same) {
    List<String> telling = TELLING.stream().filter(name -> differs(same, name)).toList();
    Map<Map<String, String>, Series> byDifference = new LinkedHashMap<>();
    for (Series one : same) {
      Map<String, String> difference = new TreeMap<>();
      telling.forEach(name -> difference.put(name, value(one, name)));
      if (!one.unit().dimension().equals(same.get(0).unit().dimension())) {
        difference.put(SeriesKey.UNIT, one.unit().text());
      }
      byDifference.merge(difference, one, SeriesCollector::append);
    }
    List<Series> merged = new ArrayList<>();
    byDifference.forEach(
        (difference, one) -> merged.add(one.withKey(one.key().withParams(difference))));
    return merged;
  }

  private static boolean differs(List<Series> same, String name) {
    return same.stream().map(one -> value(one, name)).distinct().count() > 1;
  }

  private static String value(Series series, String condition) {
    return series.conditions().get(condition).orElse("unknown");
  }

  private static Series append(Series first, Series more) {
    List<Fork> forks = new ArrayList<>(first.forks());
    int offset = forks.isEmpty() ? 0 : forks.get(forks.size() - 1).index() + 1;
    for (Fork fork : more.in(first.unit()).forks()) {
      forks.add(fork.withIndex(offset + fork.index()));
    }
    return first.withForks(forks);
  }
}
