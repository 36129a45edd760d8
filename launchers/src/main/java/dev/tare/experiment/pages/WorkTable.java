package dev.tare.experiment.pages;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Found;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says what merged pages cost the work, a row for each part of it, whatever shares pages or not.
 */
final class WorkTable {
  private static final double P99 = 0.99;
  private static final List<Column> HEADER =
      List.of(
          Column.text("environment"),
          Column.number("guests"),
          Column.text("work"),
          Column.number("off"),
          Column.number("on"),
          Column.number("on to off"),
          Column.number("p99 off"),
          Column.number("p99 on"));

  private final Found<PagesParameters, SharingGuests, PagesResult> found;
  private final List<SharingGuests> merging;
  private final Function<SharingGuests, Optional<SharingGuests>> off;

  /**
   * @param merging those whose pages were merged
   * @param off the same without merging; absent where that was not measured
   */
  WorkTable(
      Found<PagesParameters, SharingGuests, PagesResult> found,
      List<SharingGuests> merging,
      Function<SharingGuests, Optional<SharingGuests>> off) {
    this.found = found;
    this.merging = merging;
    this.off = off;
  }

  Section.Table table() {
    List<List<Cell>> rows = new ArrayList<>();
    merging.forEach(on -> rows.addAll(rows(on)));
    return new Section.Table("What merged pages cost the work", HEADER, rows);
  }

  private List<List<Cell>> rows(SharingGuests on) {
    List<List<Cell>> rows = new ArrayList<>();
    List<PlaceScores> merged = new ArrayList<>();
    List<PlaceScores> alone = new ArrayList<>();
    List<Workload> works = Work.of(on.workload(), found.plan().setting().params());
    for (Workload work : works) {
      Optional<PlaceScores> with = PlaceScores.of(found.run(), on.name(), work);
      Optional<PlaceScores> without =
          off.apply(on).flatMap(one -> PlaceScores.of(found.run(), one.name(), work));
      if (with.isPresent() && without.isPresent()) {
        merged.add(with.get());
        alone.add(without.get());
        rows.add(row(on, work, without.get(), with.get()));
      }
    }
    if (works.size() > 1 && rows.size() == works.size()) {
      rows.add(together(on, alone, merged));
    }
    return rows;
  }

  private List<Cell> row(SharingGuests on, Workload work, PlaceScores alone, PlaceScores merged) {
    String unit = merged.unit();
    return List.of(
        Cell.of(found.called(on.stack().text())),
        Cell.of(on.count(), Cell.COUNT),
        Cell.of(work.word()),
        Cells.of(alone.each(), unit),
        Cells.of(merged.each(), unit),
        Cells.times(merged.ratioTo(alone)),
        Cell.of(alone.percentileNs(P99), "ns"),
        Cell.of(merged.percentileNs(P99), "ns"));
  }

  /** Operations of two kinds have no sum, but all guests' ratios have a mean. */
  private List<Cell> together(SharingGuests on, List<PlaceScores> alone, List<PlaceScores> merged) {
    return List.of(
        Cell.of(found.called(on.stack().text())),
        Cell.of(on.count(), Cell.COUNT),
        Cell.of(on.workload() + ", together"),
        Cell.NONE,
        Cell.NONE,
        Cells.times(PlaceScores.ratio(merged, alone)),
        Cell.NONE,
        Cell.NONE);
  }
}
