package dev.tare.compare;

import dev.tare.stats.NoiseCause;
import java.util.List;
import java.util.Set;

/**
 * One series on its own, as the statistics see it.
 *
 * @param kept one summary for each fork that is left, in the series' unit
 * @param all one summary a fork, nothing dropped
 * @param blocks the block of each fork that is left; empty where not all forks have one
 * @param dropped how many iterations {@code kept} leaves out
 * @param restored whether noise left nothing, so that {@code kept} is {@code all}
 * @param flags why each iteration of each fork is flagged; empty sets where it is not
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way into a test; never compared.
public record Observation(
    double[] kept,
    double[] all,
    int[] blocks,
    int dropped,
    boolean restored,
    List<List<Set<NoiseCause>>> flags) {

  /** How many iterations there were. */
  public int iterations() {
    return flags.stream().mapToInt(List::size).sum();
  }

  /** How many of them noise was found around, dropped or not. */
  public int flagged() {
    return (int) flags.stream().flatMap(List::stream).filter(causes -> !causes.isEmpty()).count();
  }
}
