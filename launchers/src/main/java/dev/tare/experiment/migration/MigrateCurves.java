package dev.tare.experiment.migration;

import dev.tare.experiment.SectionBuilder;
import dev.tare.launch.Move;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.Section.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws moves: what clients saw, how far QEMU slowed a machine down, and what there was to send.
 */
record MigrateCurves(List<MigrateRow> rows, String suffix) {
  private static final double MS = 1e6;
  private static final double S = 1e9;
  private static final double QUIET_S = MovedPlace.QUIET.toMillis() / 1e3;
  private static final double MB = 1e6;
  private static final double PERCENT = 100;

  void draw(SectionBuilder section) {
    rows.stream()
        .map(row -> row.moving().meanwhile())
        .distinct()
        .forEach(
            meanwhile ->
                section.curves(
                    "The slowest request of every 100 ms, " + meanwhile + suffix,
                    "s, moved from " + QUIET_S + " on",
                    "ms",
                    Scale.LINEAR,
                    Scale.LOG,
                    tails(meanwhile)));
    section.curves(
        "How far QEMU stopped its CPUs" + suffix, "s since the move began", "%", slowed());
    section.curves("What had to be sent" + suffix, "MB in use", "MB", sets());
  }

  /** Draws the first move that counts of each, those that did the same meanwhile side by side. */
  private List<Section.Line> tails(String meanwhile) {
    return rows.stream()
        .filter(row -> row.moving().meanwhile().equals(meanwhile) && !row.own().isEmpty())
        .map(
            row ->
                new Section.Line(
                    row.environment() + ", " + row.moving().how().word(),
                    row.own().get(0).tail().stream().map(MigrateCurves::point).toList()))
        .toList();
  }

  private static Section.Point point(Moved.Tail tail) {
    return new Section.Point(QUIET_S + tail.atNs() / S, Cell.of(tail.worstNs() / MS, "ms"));
  }

  /** Draws the first move of each in which it was slowed down. */
  private List<Section.Line> slowed() {
    List<Section.Line> lines = new ArrayList<>();
    for (MigrateRow row : rows) {
      row.own().stream()
          .filter(move -> move.mostSlowed().orElse(0) > 0)
          .findFirst()
          .ifPresent(
              move ->
                  lines.add(new Section.Line(row.moving().called(row.emulated()), steps(move))));
    }
    return lines;
  }

  /** Each lasts until the next. */
  private static List<Section.Point> steps(Moved move) {
    List<Section.Point> points = new ArrayList<>();
    double before = 0;
    points.add(percent(0, before));
    for (Move.Slowed one : move.slowed().orElse(List.of())) {
      points.add(percent(one.atNs(), before));
      before = one.share();
      points.add(percent(one.atNs(), before));
    }
    points.add(percent(move.totalNs(), before));
    return points;
  }

  private static Section.Point percent(long atNs, double share) {
    return new Section.Point(atNs / S, Cell.of(share * PERCENT, "%"));
  }

  /** Draws what was sent over what was in use, where several were asked for. */
  private List<Section.Line> sets() {
    Map<String, List<Section.Point>> lines = new LinkedHashMap<>();
    for (MigrateRow row : rows) {
      Cell sent = row.sent();
      if (row.moving().workingSet().isPresent() && sent.value() != null) {
        lines
            .computeIfAbsent(
                row.moving().withoutSet().called(row.emulated()), any -> new ArrayList<>())
            .add(new Section.Point(row.moving().workingSet().getAsInt(), sent.in("MB", MB)));
      }
    }
    return lines.entrySet().stream()
        .map(line -> new Section.Line(line.getKey(), line.getValue()))
        .toList();
  }
}
