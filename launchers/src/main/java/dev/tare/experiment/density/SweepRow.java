package dev.tare.experiment.density;

import dev.tare.experiment.Cells;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.result.Run;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * So many guests of an environment, over all blocks.
 *
 * @param scores what they measured
 * @param steps what the host showed, one a block
 */
record SweepRow(String environment, int guests, PlaceScores scores, List<GuestStep> steps) {
  private static final double P95 = 0.95;

  /** What a run has of a plan, environment by environment, in rising order of guests. */
  static List<SweepRow> of(Run run, DensityPlan plan, List<GuestStep> steps) {
    List<SweepRow> rows = new ArrayList<>();
    for (String environment : plan.environments()) {
      for (int guests : plan.guests()) {
        List<GuestStep> own =
            steps.stream()
                .filter(one -> one.environment().equals(environment) && one.guests() == guests)
                .toList();
        PlaceScores.of(run, DensityPlan.place(environment, guests), plan.workload())
            .ifPresent(scores -> rows.add(new SweepRow(environment, guests, scores, own)));
      }
    }
    return rows;
  }

  /** The cells of its row; the row of one guest alone is what its speed is held against. */
  List<Cell> cells(Optional<SweepRow> alone) {
    Optional<GeometricMean> left = alone.flatMap(one -> scores.ratioTo(one.scores));
    return List.of(
        Cell.of(environment),
        Cell.of(guests, Cell.COUNT),
        Cells.of(scores.each(), scores.unit()),
        Cells.times(left),
        Cell.of(scores.percentileNs(P95), "ns"),
        Cells.of(scores.sum(), scores.unit()),
        Cell.of(scores.fairness(), Cell.NUMBER),
        Cell.of(mean(GuestStep::takenBytes), "B"),
        Cell.of(mean(step -> whole(step.loaded().pssBytes())), "B"),
        Cell.of(mean(step -> whole(step.loaded().groupBytes())), "B"),
        Cell.of(
            steps.stream().map(GuestStep::overlap).flatMapToDouble(OptionalDouble::stream).min(),
            Cell.SHARE));
  }

  static OptionalDouble whole(OptionalLong value) {
    return value.isPresent() ? OptionalDouble.of(value.getAsLong()) : OptionalDouble.empty();
  }

  private OptionalDouble mean(Function<GuestStep, OptionalDouble> figure) {
    return steps.stream().map(figure).flatMapToDouble(OptionalDouble::stream).average();
  }
}
