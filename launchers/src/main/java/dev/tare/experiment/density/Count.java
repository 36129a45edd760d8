package dev.tare.experiment.density;

import dev.tare.experiment.Found;
import dev.tare.experiment.concurrent.CountedBlocks;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.PoolOutcome;
import dev.tare.result.Section.Cell;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Shows so many guests over all blocks.
 *
 * @param blocks that were tried, and which of them count
 * @param scores of the blocks that count; absent where none does
 */
record Count(Guests guests, CountedBlocks<Density.Result> blocks, Optional<PlaceScores> scores) {
  static Count of(Found<Density.Parameters, Guests, Density.Result> found, Guests guests) {
    CountedBlocks<Density.Result> blocks = CountedBlocks.of(found, guests.name());
    return new Count(
        guests,
        blocks,
        blocks.scores(found.run(), guests.name(), found.plan().parameters().work()));
  }

  OptionalDouble mean(Function<Density.Result, OptionalDouble> figure) {
    return blocks.counted().stream().map(figure).flatMapToDouble(OptionalDouble::stream).average();
  }

  OptionalDouble scored(Function<PlaceScores, OptionalDouble> figure) {
    return scores.map(figure).orElse(OptionalDouble.empty());
  }

  Cell each() {
    return PlaceScores.cell(scores, PlaceScores::each);
  }

  /** Says of how many blocks it is, where that is not all of them, or why there is none. */
  Cell eachOfBlocks() {
    return scores.isEmpty() ? blocks.absence() : blocks.marked(each());
  }

  Cell sum() {
    return PlaceScores.cell(scores, PlaceScores::sum);
  }

  OptionalDouble overlap() {
    return blocks.counted().stream()
        .flatMapToDouble(one -> one.together().overlap().stream())
        .min();
  }

  /**
   * A pool kills those that it cannot hold, and the others have what these leave; a machine that
   * they share keeps that to itself.
   */
  Cell killed() {
    List<PoolOutcome> pools =
        blocks.tried().values().stream().flatMap(one -> one.together().pool().stream()).toList();
    int killed = pools.stream().mapToInt(PoolOutcome::killed).sum();
    return pools.isEmpty() ? Cell.NONE : Cell.of(killed, Cell.COUNT);
  }
}
