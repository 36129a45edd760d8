package dev.tare.experiment.isolation;

import dev.tare.experiment.Slice;
import dev.tare.experiment.Timing;
import dev.tare.result.Unit;
import java.util.List;

/**
 * Work of fixed size, in slices that take a quarter of a second alone: first those that are done
 * beside the neighbour, then those in which the victim recovers.
 *
 * @param shots invocations of one slice, from 1
 * @param slices of the work, from 1
 * @param recovery slices after the work, from 0
 * @param sliceSeconds what a slice takes alone, s: a quarter of a second, or an invocation where
 *     that is longer
 */
public record FixedWork(int shots, int slices, int recovery, double sliceSeconds) {
  /** Holds what a slice takes alone where its invocations are short, s. */
  static final double SLICE = 0.25;

  /**
   * Is how long it is warmed up before the neighbour begins, s, or for one slice that is longer.
   */
  private static final double WARMUP = 1;

  /** Returns what the work takes alone, s. */
  public double seconds() {
    return slices * sliceSeconds;
  }

  Timing timing() {
    int ms = (int) Math.ceil(sliceSeconds * 1e3);
    int warmups = (int) Math.ceil(WARMUP / sliceSeconds);
    return new Timing(warmups, ms, slices + recovery, ms).withShots(shots);
  }

  /**
   * Returns slices of a benchmark's own mode, behind as long a warm-up as the victim has: in one
   * iteration, for an operation may be longer than all of it.
   */
  static Timing slices(int slices) {
    return new Timing(1, (int) (WARMUP * 1e3), slices, (int) (SLICE * 1e3));
  }

  /**
   * Chooses how many invocations a slice has.
   *
   * @param alone iterations of the benchmark's own mode, in which nobody was beside it; at least
   *     one
   * @param operations of one invocation
   * @param threads that do the work
   * @param seconds that the work is to take alone
   * @param recoverySeconds that are watched after it
   */
  static FixedWork calibrated(
      List<Slice> alone, int operations, int threads, double seconds, double recoverySeconds) {
    // The fastest: what else the host does makes an iteration slower, never faster.
    double invocation =
        operations
            * alone.stream()
                .mapToDouble(slice -> operationSeconds(slice, threads))
                .min()
                .orElseThrow();
    double shots = Math.min(1e9, Math.max(1, Math.rint(SLICE / invocation)));
    // An invocation that is longer than a slice makes the slices longer, and fewer.
    double slice = Math.max(SLICE, invocation);
    return new FixedWork(
        (int) shots,
        Math.max(1, (int) Math.ceil(seconds / slice)),
        (int) Math.ceil(recoverySeconds / slice),
        slice);
  }

  private static double operationSeconds(Slice slice, int threads) {
    Unit unit = Unit.parse(slice.unit());
    double score = unit.normalise(slice.score());
    return unit.dimension().equals("op/s") ? threads / score : score;
  }
}
