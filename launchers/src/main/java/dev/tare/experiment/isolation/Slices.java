package dev.tare.experiment.isolation;

import dev.tare.experiment.Slice;
import dev.tare.result.Unit;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The slices of work of fixed size.
 *
 * @param all in their order, as single shots
 * @param operations of one invocation, from 1: JMH divides a single shot's time by them, and by
 *     them alone, however many invocations its batch has
 */
record Slices(List<Slice> all, int operations) {
  /**
   * What the first so many took together.
   *
   * @return s; absent where there are fewer
   */
  OptionalDouble seconds(int first) {
    return all.size() < first
        ? OptionalDouble.empty()
        : OptionalDouble.of(all.stream().limit(first).mapToDouble(this::seconds).sum());
  }

  /** Each with its end and its length. */
  List<Recovery.Piece> pieces() {
    return all.stream().map(slice -> new Recovery.Piece(slice.endNs(), seconds(slice))).toList();
  }

  private double seconds(Slice slice) {
    return operations * Unit.parse(slice.unit()).normalise(slice.score());
  }
}
