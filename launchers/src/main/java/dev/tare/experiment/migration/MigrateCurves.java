package dev.tare.experiment.migration;

import dev.tare.experiment.Emulation;
import dev.tare.launch.Move;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.Section.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draws moves: what clients saw, how far QEMU slowed a machine down, and what there was to send.
 */
final class MigrateCurves {
  private static final double MS = 1e6;
  private static final double S = 1e9;
  private static final double QUIET_S = MovedPlace.QUIET.toMillis() / 1e3;
  private static final double MB = 1e6;
  private static final double PERCENT = 100;

  private final List<MigrateRow> rows;
  private final String suffix;

  /**
   * @param suffix of titles
   */
  MigrateCurves(List<MigrateRow> rows, String suffix) {
    this.rows = rows;
    this.suffix = suffix;
  }

  List<Section.Curves> all() {
    List<Section.Curves> all = new ArrayList<>(tails());
    slowed().ifPresent(all::add);
    sets().ifPresent(all::add);
    return all;
  }

  /** Draws the first move that counts of each, those that did the same meanwhile side by side. */
  private List<Section.Curves> tails() {
    List<Section.Curves> all = new ArrayList<>();
    for (String meanwhile :
        rows.stream().map(one -> one.moving().meanwhile()).distinct().toList()) {
      List<Section.Line> lines =
          rows.stream()
              .filter(row -> row.moving().meanwhile().equals(meanwhile) && !row.own().isEmpty())
              .map(
                  row ->
                      new Section.Line(
                          way(row),
                          row.own().get(0).tail().stream().map(MigrateCurves::point).toList()))
              .toList();
      if (!lines.isEmpty()) {
        all.add(
            new Section.Curves(
                "The slowest request of every 100 ms, " + meanwhile + suffix,
                "s, moved from " + QUIET_S + " on",
                "ms",
                Scale.LINEAR,
                Scale.LOG,
                lines));
      }
    }
    return all;
  }

  private static String way(MigrateRow row) {
    String environment = Emulation.name(row.moving().stack().text(), row.emulated());
    return environment + ", " + row.moving().how().word();
  }

  private static Section.Point point(Moved.Tail tail) {
    return new Section.Point(QUIET_S + tail.atNs() / S, Cell.of(tail.worstNs() / MS, "ms"));
  }

  /** Draws the first move of each in which it was slowed down. */
  private Optional<Section.Curves> slowed() {
    List<Section.Line> lines = new ArrayList<>();
    for (MigrateRow row : rows) {
      row.own().stream()
          .filter(move -> move.mostSlowed().orElse(0) > 0)
          .findFirst()
          .ifPresent(
              move ->
                  lines.add(new Section.Line(row.moving().called(row.emulated()), steps(move))));
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section.Curves(
                "How far QEMU stopped its CPUs" + suffix,
                "s since the move began",
                "%",
                Scale.LINEAR,
                Scale.LINEAR,
                lines));
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
  private Optional<Section.Curves> sets() {
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
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section.Curves(
                "What had to be sent" + suffix,
                "MB in use",
                "MB",
                Scale.LINEAR,
                Scale.LINEAR,
                lines.entrySet().stream()
                    .map(line -> new Section.Line(line.getKey(), line.getValue()))
                    .toList()));
  }
}
