package dev.tare.experiment.density;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Found;
import dev.tare.experiment.Step;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.PoolOutcome;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Shows so many guests over all blocks. A block in which one of them failed takes no part: those
 * who are left are not as many as the row says, and had more than so many have.
 *
 * @param scores of the blocks that count; absent where none does
 * @param tried what came of all blocks in which they were made
 * @param blocks how many there were, those in which they were left out among them
 */
record Count(Guests guests, Optional<PlaceScores> scores, List<Density.Result> tried, int blocks) {
  static Count of(Found<Density.Parameters, Guests, Density.Result> found, Guests guests) {
    List<Step<Guests, Density.Result>> steps =
        found.steps().stream()
            .filter(step -> step.condition().name().equals(guests.name()))
            .toList();
    Set<Integer> counted =
        steps.stream()
            .filter(Count::counts)
            .map(Step::block)
            .collect(Collectors.toUnmodifiableSet());
    Optional<PlaceScores> scores =
        PlaceScores.of(found.run(), guests.name(), found.plan().parameters().work())
            .flatMap(all -> all.in(counted));
    return new Count(guests, scores, found.outcomes(guests), steps.size());
  }

  /** Tells whether figures are taken of it. */
  static boolean counts(Step<Guests, Density.Result> step) {
    return step.outcome().filter(one -> one.together().counts()).isPresent();
  }

  private List<Density.Result> counted() {
    return tried.stream().filter(one -> one.together().counts()).toList();
  }

  OptionalDouble mean(Function<Density.Result, OptionalDouble> figure) {
    return counted().stream().map(figure).flatMapToDouble(OptionalDouble::stream).average();
  }

  OptionalDouble scored(Function<PlaceScores, OptionalDouble> figure) {
    return scores.map(figure).orElse(OptionalDouble.empty());
  }

  private Cell figure(Function<PlaceScores, GeometricMean> figure) {
    return scores.map(own -> Cells.of(figure.apply(own), own.unit())).orElse(Cell.NONE);
  }

  Cell each() {
    return figure(PlaceScores::each);
  }

  /** Says of how many blocks it is, where that is not all of them, or why there is none. */
  Cell eachOfBlocks() {
    if (scores.isEmpty()) {
      boolean failed = tried.stream().anyMatch(Density.Result::failed);
      return Cell.of(failed ? "failed" : "did not fit");
    }
    int counted = counted().size();
    return counted < blocks ? each().with("(" + counted + " of " + blocks + " blocks)") : each();
  }

  Cell sum() {
    return figure(PlaceScores::sum);
  }

  OptionalDouble overlap() {
    return counted().stream().flatMapToDouble(one -> one.together().overlap().stream()).min();
  }

  /**
   * A pool kills those that it cannot hold, and the others have what these leave; a machine that
   * they share keeps that to itself.
   */
  Cell killed() {
    List<PoolOutcome> pools =
        tried.stream().flatMap(one -> one.together().pool().stream()).toList();
    int killed = pools.stream().mapToInt(PoolOutcome::killed).sum();
    return pools.isEmpty() ? Cell.NONE : Cell.of(killed, Cell.COUNT);
  }
}
