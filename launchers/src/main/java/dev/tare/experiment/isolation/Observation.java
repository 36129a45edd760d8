package dev.tare.experiment.isolation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One visit of a cell.
 *
 * @param cell which one
 * @param block from 0
 * @param end how it ended
 * @param reason why it gave nothing, one line; absent where it finished or was given up
 * @param limitSeconds after which the work was, or would have been, given up
 * @param workSeconds sum of the work's slices as JMH timed them; absent where it did not finish
 * @param p50Ns median of one operation of the work; absent where operations are not timed
 * @param p99Ns 99th percentile; absent also where fewer than 100 lie above it
 * @param pieces all slices, those of the recovery among them
 * @param goneNs when the neighbour was told to end, by the launcher's clock; absent alone
 * @param covered how much of the work's time the neighbour ran, 0 to 1; absent alone
 * @param victim what was done to the victim, as it sees it and as the host does
 * @param beside the same of the neighbour; unknown alone
 * @param hostBackSeconds how long the host took to be as it was before; absent where it was not in
 *     time
 */
record Observation(
    Cell cell,
    int block,
    End end,
    Optional<String> reason,
    double limitSeconds,
    OptionalDouble workSeconds,
    OptionalDouble p50Ns,
    OptionalDouble p99Ns,
    List<Recovery.Piece> pieces,
    OptionalLong goneNs,
    OptionalDouble covered,
    BothSides victim,
    BothSides beside,
    OptionalDouble hostBackSeconds) {
  /** The ways in which a visit ends. */
  enum End {
    FINISHED,
    /** The work took longer than the limit: DNF. */
    GIVEN_UP,
    FAILED
  }

  /** What the kernel did to an environment, counted from inside and from around it. */
  record BothSides(Incidents inside, Incidents outside) {
    static final BothSides UNKNOWN = new BothSides(Incidents.UNKNOWN, Incidents.UNKNOWN);

    BothSides since(BothSides before) {
      return new BothSides(inside.since(before.inside), outside.since(before.outside));
    }

    BothSides plus(BothSides other) {
      return new BothSides(inside.plus(other.inside), outside.plus(other.outside));
    }
  }

  Observation {
    pieces = List.copyOf(pieces);
  }

  static Observation failed(Cell cell, int block, String reason) {
    return new Observation(
        cell,
        block,
        End.FAILED,
        Optional.of(reason),
        0,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        BothSides.UNKNOWN,
        BothSides.UNKNOWN,
        OptionalDouble.empty());
  }

  Observation withLatencies(OptionalDouble p50, OptionalDouble p99) {
    return with(p50, p99, hostBackSeconds);
  }

  Observation withHostBack(OptionalDouble seconds) {
    return with(p50Ns, p99Ns, seconds);
  }

  private Observation with(OptionalDouble p50, OptionalDouble p99, OptionalDouble hostBack) {
    return new Observation(
        cell,
        block,
        end,
        reason,
        limitSeconds,
        workSeconds,
        p50,
        p99,
        pieces,
        goneNs,
        covered,
        victim,
        beside,
        hostBack);
  }
}
