package dev.tare.experiment.pages;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Columns;
import dev.tare.experiment.Found;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says what merged pages cost the work, a row for each part of it, whatever shares pages or not.
 *
 * @param off the same without merging; absent where that was not measured
 */
record WorkTable(
    Found<PagesParameters, SharingGuests, PagesResult> found,
    Function<SharingGuests, Optional<SharingGuests>> off) {
  private static final double P99 = 0.99;

  /** Holds a part of the work, or all of it together: operations of two kinds have no sum. */
  private record WorkCost(
      SharingGuests on,
      String work,
      Optional<PlaceScores> alone,
      Optional<PlaceScores> merged,
      Optional<GeometricMean> ratio) {}

  Section.Table table(List<SharingGuests> merging) {
    return new Columns<WorkCost>()
        .text("environment", row -> found.called(row.on()))
        .count("guests", row -> row.on().count())
        .text("work", WorkCost::work)
        .number("off", row -> each(row.alone()))
        .number("on", row -> each(row.merged()))
        .number("on to off", row -> Cells.times(row.ratio()))
        .number("p99 off", row -> p99(row.alone()))
        .number("p99 on", row -> p99(row.merged()))
        .table(
            "What merged pages cost the work",
            merging.stream().flatMap(on -> rows(on).stream()).toList());
  }

  private static Cell each(Optional<PlaceScores> scores) {
    return scores.map(one -> Cells.of(one.each(), one.unit())).orElse(Cell.NONE);
  }

  private static Cell p99(Optional<PlaceScores> scores) {
    return scores.map(one -> Cell.of(one.percentileNs(P99), "ns")).orElse(Cell.NONE);
  }

  /** All guests' ratios have a mean, whatever each of them does. */
  private List<WorkCost> rows(SharingGuests on) {
    List<WorkCost> rows = new ArrayList<>();
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
        rows.add(new WorkCost(on, work.word(), without, with, with.get().ratioTo(without.get())));
      }
    }
    if (works.size() > 1 && rows.size() == works.size()) {
      String together = on.workload() + ", together";
      Optional<GeometricMean> ratio = PlaceScores.ratio(merged, alone);
      rows.add(new WorkCost(on, together, Optional.empty(), Optional.empty(), ratio));
    }
    return rows;
  }
}
