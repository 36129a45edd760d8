package dev.tare.experiment.allocation;

import dev.tare.experiment.Cells;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.CountedBlocks;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.result.Section.Cell;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Is what an environment measured in a case.
 *
 * @param blocks that were tried, and which of them count
 * @param scores of the blocks that count; absent where nobody was left in any
 */
record ScoredCase(
    String environment,
    Case what,
    CountedBlocks<ConcurrentOutcome> blocks,
    Optional<PlaceScores> scores) {
  OptionalDouble figure(Function<PlaceScores, OptionalDouble> figure) {
    return scores.map(figure).orElse(OptionalDouble.empty());
  }

  /** Returns a score, or why there is none: that all were killed for their pool is told as such. */
  Cell each() {
    Cell each = PlaceScores.cell(scores, PlaceScores::each);
    return scores.isEmpty() && !blocks.isAnyoneLost() ? each : blocks.marked(each);
  }

  /** Tells whether it is times that were measured: more of them is worse. */
  boolean isTime() {
    return scores.isPresent() && !PlaceScores.isRate(scores.get().unit());
  }

  /** Compares with another case in the same blocks: of times it is said that they are as long. */
  Cell to(Optional<ScoredCase> other) {
    Cell ratio =
        Cells.times(
            other
                .flatMap(ScoredCase::scores)
                .flatMap(theirs -> scores.flatMap(own -> own.ratioTo(theirs))));
    return isTime() && ratio.value() != null ? ratio.with("as long") : ratio;
  }
}
