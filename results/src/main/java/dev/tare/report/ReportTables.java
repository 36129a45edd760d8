package dev.tare.report;

import dev.tare.result.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of a report, which its text and its Markdown print: what is absent leaves no column.
 */
final class ReportTables {
  private static final List<Column> SCORES =
      List.of(
          Column.text("benchmark"),
          Column.text("environment"),
          Column.number("score"),
          Column.number("95 % interval"),
          Column.number("ratio"),
          Column.number("95 % interval"),
          Column.text("verdict"),
          Column.number("forks"),
          Column.number("p50"),
          Column.number("p99"),
          Column.text("also"),
          Column.text("notes"));

  /**
   * Holds what leaves a row first: notes, other figures, percentiles, forks, the score's interval.
   */
  private static final List<Integer> ASIDE = List.of(11, 10, 9, 8, 7, 3, 5);

  private static final Set<String> COLUMNS = Set.of("p50", "p99");

  private final ReportData data;
  private final boolean grouped;

  /**
   * @param grouped whether a name stands only in the first of its rows
   */
  ReportTables(ReportData data, boolean grouped) {
    this.data = data;
    this.grouped = grouped;
  }

  /** Finds it by heading: a table for each subject, those of nested stacks, that of the means. */
  Map<String, TextTable> all() {
    Map<String, TextTable> tables = new LinkedHashMap<>(scores());
    if (!data.stacks().isEmpty()) {
      tables.put("What each layer costs", stacks());
    }
    if (data.places().stream().filter(place -> place.mean() != null).count() > 1) {
      tables.put("All scores together", means());
    }
    return tables;
  }

  private Map<String, TextTable> scores() {
    Map<String, TextTable> subjects = new TreeMap<>();
    for (ReportData.Entry entry : data.benchmarks()) {
      String subject = entry.subject().isEmpty() ? "Benchmarks" : entry.subject();
      TextTable table = subjects.computeIfAbsent(subject, any -> new TextTable(SCORES, ASIDE));
      String name = entry.name();
      for (ReportData.Side side : entry.sides()) {
        table.add(cells(name, side));
        name = grouped ? "" : name;
      }
    }
    return subjects;
  }

  private List<String> cells(String name, ReportData.Side side) {
    ReportData.Ratio ratio = side.ratio();
    boolean several = data.places().size() > 1;
    List<String> cells = new ArrayList<>(List.of(name));
    cells.add(several ? data.places().get(side.place()).label() : "");
    cells.add(side.score().text());
    cells.add(side.score().interval());
    cells.add(ratio == null ? "-" : ratio.text());
    cells.add(ratio == null ? "-" : ratio.interval());
    cells.add(ratio == null || ratio.said() == null ? "-" : ratio.said());
    cells.add(String.valueOf(side.score().forks()));
    COLUMNS.stream().sorted().forEach(metric -> cells.add(other(side, metric)));
    cells.add(
        side.others().stream()
            .filter(other -> !COLUMNS.contains(other.metric()))
            .map(other -> other.metric() + " " + other.figure().text())
            .collect(Collectors.joining(", ")));
    cells.add(notes(side));
    return cells;
  }

  private static String other(ReportData.Side side, String metric) {
    return side.others().stream()
        .filter(other -> other.metric().equals(metric))
        .map(other -> other.figure().text())
        .findFirst()
        .orElse("-");
  }

  /** A ratio's own remark has the warnings in it. */
  private static String notes(ReportData.Side side) {
    String why = side.ratio() == null ? null : side.ratio().why();
    String noise =
        why != null || side.noise() == null || side.noise().flagged() == 0
            ? ""
            : "noise: " + side.noise().text();
    String own = why == null ? String.join("; ", side.warnings()) : why;
    return Stream.of(own, noise).filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
  }

  private TextTable stacks() {
    TextTable table =
        new TextTable(
            List.of(
                Column.text("stack"),
                Column.text("benchmark"),
                Column.text("step"),
                Column.number("ratio"),
                Column.number("95 % interval"),
                Column.number("forks")));
    for (ReportData.Stack stack : data.stacks()) {
      for (ReportData.Step step : stack.steps()) {
        table.add(
            List.of(
                stack.stack(),
                stack.name(),
                step.label(),
                step.ratio().text(),
                step.ratio().interval(),
                step.ratio().forks()));
      }
    }
    return table;
  }

  private TextTable means() {
    TextTable table =
        new TextTable(
            List.of(
                Column.text("environment"),
                Column.number("geometric mean of ratios"),
                Column.number("scores")));
    for (ReportData.Environment place : data.places()) {
      if (place.mean() != null) {
        table.add(
            List.of(place.label(), place.mean().text(), String.valueOf(place.mean().scores())));
      }
    }
    return table;
  }
}
