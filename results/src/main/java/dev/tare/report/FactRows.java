package dev.tare.report;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds the facts of places side by side. */
final class FactRows {
  private FactRows() {}

  static List<ReportData.FactRow> of(List<Run> places) {
    List<Map<String, String>> facts = places.stream().map(FactRows::facts).toList();
    Set<String> names = new TreeSet<>();
    facts.forEach(one -> names.addAll(one.keySet()));
    List<ReportData.FactRow> rows = new ArrayList<>();
    for (String name : names) {
      List<String> values = new ArrayList<>();
      facts.forEach(one -> values.add(one.get(name)));
      List<String> told = values.stream().filter(Objects::nonNull).distinct().toList();
      boolean differs = told.stream().anyMatch(one -> Facts.differ(name, told.get(0), one));
      rows.add(new ReportData.FactRow(name, values, differs));
    }
    return rows;
  }

  /** Returns the environment's facts, and the conditions that all its series share. */
  private static Map<String, String> facts(Run place) {
    Map<String, String> shared = new TreeMap<>();
    Set<Facts> seen = new HashSet<>();
    for (Series series : place.series()) {
      if (seen.isEmpty()) {
        shared.putAll(series.conditions().values());
      }
      if (seen.add(series.conditions())) {
        shared.entrySet().retainAll(series.conditions().values().entrySet());
      }
    }
    place.environments().values().forEach(facts -> shared.putAll(facts.values()));
    return shared;
  }
}
