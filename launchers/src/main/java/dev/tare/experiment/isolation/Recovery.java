package dev.tare.experiment.isolation;

import dev.tare.experiment.Slice;
import dev.tare.result.Unit;
import java.util.List;
import java.util.OptionalDouble;

/** Says how long a victim suffers after its neighbour has gone. */
final class Recovery {
  /** Says how much longer than alone a slice may take and still be as good as alone. */
  static final double TOLERANCE = 0.10;

  /** Says how many slices in a row have to be that good: one may be luck. */
  static final int STEADY = 4;

  private Recovery() {}

  /**
   * One slice of the same work.
   *
   * @param endNs since the victim began
   * @param seconds that it took
   */
  record Piece(long endNs, double seconds) {
    private long startNs() {
      return endNs - Math.round(seconds * 1e9);
    }

    private boolean isAsGoodAs(double alone) {
      return seconds <= alone * (1 + TOLERANCE);
    }
  }

  /**
   * Returns slices as what they took.
   *
   * @param shots in their order
   * @param operations of one invocation, from 1: JMH divides a single shot's time by them, and by
   *     them alone, however many invocations its batch has
   * @param startNs when the victim began
   */
  static List<Piece> pieces(List<Slice> shots, int operations, long startNs) {
    return shots.stream()
        .map(
            shot ->
                new Piece(
                    shot.endNs() - startNs,
                    operations * Unit.parse(shot.unit()).normalise(shot.score())))
        .toList();
  }

  /**
   * Reads it from the moment at which the neighbour was told to end to the start of the first slice
   * from which on {@link #STEADY} in a row are as good as alone. The resolution is a slice.
   *
   * @param pieces in their order
   * @param goneNs when the neighbour was told to end, by the same clock
   * @param alone what a slice takes alone, s
   * @return s, from 0; absent where it did not come to that as long as it was watched
   */
  static OptionalDouble seconds(List<Piece> pieces, long goneNs, double alone) {
    int good = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      good = piece.endNs() > goneNs && piece.isAsGoodAs(alone) ? good + 1 : 0;
      if (good == STEADY) {
        long start = pieces.get(i - STEADY + 1).startNs();
        return OptionalDouble.of(Math.max(0, start - goneNs) / 1e9);
      }
    }
    return OptionalDouble.empty();
  }
}
