package dev.tare.experiment.pages;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Columns;
import dev.tare.experiment.Found;
import dev.tare.experiment.concurrent.CountedBlocks;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what merged pages cost the work, a row for each part of it, whatever shares pages or not.
 */
record WorkTable(Found<PagesParameters, SharingGuests, PagesResult> found) {
  private static final double P99 = 0.99;

  /** Holds a part of the work, or all of it together: operations of two kinds have no sum. */
  private record WorkCost(
      SharingGuests on, String work, Side alone, Side merged, Optional<GeometricMean> ratio) {}

  /** Holds what guests scored, with pages merged or not. */
  private record Side(Cell each, Cell p99) {
    static final Side NONE = new Side(Cell.NONE, Cell.NONE);

    static Side of(CountedBlocks<PagesResult> blocks, Optional<PlaceScores> scores) {
      return new Side(
          blocks.marked(PlaceScores.cell(scores, PlaceScores::each)),
          scores.map(one -> Cell.of(one.percentileNs(P99), "ns")).orElse(Cell.NONE));
    }
  }

  Section.Table table(List<SharingGuests> tried) {
    return new Columns<WorkCost>()
        .text("environment", row -> found.called(row.on()))
        .count("guests", row -> row.on().count())
        .text("work", WorkCost::work)
        .number("off", row -> row.alone().each())
        .number("on", row -> row.merged().each())
        .number("on to off", row -> Cells.times(row.ratio()))
        .number("p99 off", row -> row.alone().p99())
        .number("p99 on", row -> row.merged().p99())
        .table(
            "What merged pages cost the work",
            tried.stream()
                .filter(one -> one.sharing() == Sharing.ON)
                .filter(one -> tried.contains(one.with(Sharing.OFF)))
                .flatMap(on -> rows(on).stream())
                .toList());
  }

  /** All guests' ratios have a mean, whatever each of them does. */
  private List<WorkCost> rows(SharingGuests on) {
    SharingGuests off = on.with(Sharing.OFF);
    CountedBlocks<PagesResult> blocks = CountedBlocks.of(found, on.name());
    CountedBlocks<PagesResult> offBlocks = CountedBlocks.of(found, off.name());
    boolean lost = blocks.counted().isEmpty() || offBlocks.counted().isEmpty();
    List<WorkCost> rows = new ArrayList<>();
    List<PlaceScores> merged = new ArrayList<>();
    List<PlaceScores> alone = new ArrayList<>();
    List<Workload> works = Work.of(on.workload(), found.plan().setting().params());
    for (Workload work : works) {
      Optional<PlaceScores> with = blocks.scores(found.run(), on.name(), work);
      Optional<PlaceScores> without = offBlocks.scores(found.run(), off.name(), work);
      // Fewer guests than there are kinds of work do not do all of it.
      if (lost || with.isPresent() && without.isPresent()) {
        with.ifPresent(merged::add);
        without.ifPresent(alone::add);
        Optional<GeometricMean> ratio =
            with.flatMap(one -> without.flatMap(other -> one.ratioTo(other)));
        rows.add(
            new WorkCost(
                on, work.word(), Side.of(offBlocks, without), Side.of(blocks, with), ratio));
      }
    }
    if (works.size() > 1 && rows.size() == works.size() && !lost) {
      String together = on.workload() + ", together";
      Optional<GeometricMean> ratio = PlaceScores.ratio(merged, alone);
      rows.add(new WorkCost(on, together, Side.NONE, Side.NONE, ratio));
    }
    return rows;
  }
}
