package dev.tare.fleet;

import dev.tare.stats.Deviation;
import java.util.List;
import java.util.Optional;

/**
 * Says how one node stands among the others.
 *
 * @param node its number in the fleet
 * @param name of the node
 * @param overall the mean of its deviations, as a logarithm, over the benchmarks that it has;
 *     absent where it has none
 * @param q the probability that it is as far off by chance, adjusted over all nodes; NaN where
 *     nothing was tested
 * @param findings in what it is outlying, the clearest first; empty where it is not
 * @param suspects the facts that it has and most nodes have not; of outlying nodes only
 * @param marks what speaks against its figures: a failed run, what it lacks, noise
 */
public record Standing(
    int node,
    String name,
    Optional<Deviation> overall,
    double q,
    List<Outlier> findings,
    List<Suspect> suspects,
    List<String> marks) {
  /** The number that stands for all benchmarks together. */
  public static final int ALL = -1;

  /**
   * One thing in which a node is outlying.
   *
   * @param benchmark its number, or {@link #ALL}
   * @param deviation how far, above 0 where it is worse
   * @param notes what speaks against its figure there
   */
  public record Outlier(int benchmark, Deviation deviation, List<String> notes) {
    public boolean isWorse() {
      return deviation.d() > 0;
    }
  }

  public boolean isOutlying() {
    return !findings.isEmpty();
  }

  double sortedBy() {
    return overall.map(Deviation::d).orElse(Double.NEGATIVE_INFINITY);
  }
}
