package dev.tare.experiment.isolation;

import dev.tare.experiment.Slice;
import dev.tare.result.Unit;
import java.util.List;
import java.util.OptionalDouble;

/** The slices of work of fixed size: their scores are the times that they took. */
record Slices(List<Slice> all) {
  /**
   * What the first so many took together.
   *
   * @return s; absent where there are fewer
   */
  OptionalDouble seconds(int first) {
    return all.size() < first
        ? OptionalDouble.empty()
        : OptionalDouble.of(all.stream().limit(first).mapToDouble(Slices::seconds).sum());
  }

  /** Each with its end and its length. */
  List<Recovery.Piece> pieces() {
    return all.stream().map(slice -> new Recovery.Piece(slice.endNs(), seconds(slice))).toList();
  }

  /** Single shots are timed per operation: here one shot is the whole slice. */
  private static double seconds(Slice slice) {
    return Unit.parse(slice.unit()).normalise(slice.score());
  }
}
