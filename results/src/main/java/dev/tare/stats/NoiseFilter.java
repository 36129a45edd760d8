package dev.tare.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Drops iterations for what happened around them, never for what they measured: it is handed no
 * value.
 */
public final class NoiseFilter {
  /** With so many dropped iterations the fork goes too, and should be run again. */
  public static final int DROPS_FORK = 2;

  /** How often a dropped fork is run again at most. */
  public static final int MOST_RERUNS = 2;

  private static final double MOST_DROPPED = .2;

  private NoiseFilter() {}

  /**
   * What is left of one side.
   *
   * @param kept the numbers of the kept iterations of each fork, ascending; empty where the fork is
   *     dropped
   * @param iterations how many there were
   * @param flagged how many have a flag, dropped or not
   * @param dropped how many are not kept, those of dropped forks included
   * @param droppedForks how many forks have nothing left
   * @param causes how many iterations each cause flagged; an iteration may have several
   */
  public record Filtered(
      List<List<Integer>> kept,
      int iterations,
      int flagged,
      int dropped,
      int droppedForks,
      Map<NoiseCause, Integer> causes) {
    public Filtered {
      kept = kept.stream().map(List::copyOf).toList();
      causes = Collections.unmodifiableMap(new EnumMap<>(causes));
    }

    /** Whether more than 20 % of the iterations were dropped: no verdict. */
    public boolean noisy() {
      return dropped > MOST_DROPPED * iterations;
    }

    /**
     * The kept values of each fork that is not dropped.
     *
     * @param values a value for each fork and iteration, of the shape that was filtered
     */
    public double[][] of(double[][] values) {
      List<double[]> forks = new ArrayList<>();
      for (int fork = 0; fork < kept.size(); fork++) {
        double[] iterations = values[fork];
        if (!kept.get(fork).isEmpty()) {
          forks.add(kept.get(fork).stream().mapToDouble(i -> iterations[i]).toArray());
        }
      }
      return forks.toArray(double[][]::new);
    }
  }

  /**
   * Flags and drops by a rule.
   *
   * @param forks the noise around each iteration of each fork of one side
   */
  public static Filtered apply(List<List<IterationNoise>> forks, NoiseRule rule) {
    List<List<Integer>> kept = new ArrayList<>();
    Map<NoiseCause, Integer> causes = new EnumMap<>(NoiseCause.class);
    int iterations = 0;
    int flagged = 0;
    int left = 0;
    int droppedForks = 0;
    for (List<IterationNoise> fork : forks) {
      List<Integer> clean = new ArrayList<>();
      for (int i = 0; i < fork.size(); i++) {
        Set<NoiseCause> flags = rule.flags(fork.get(i));
        flags.forEach(cause -> causes.merge(cause, 1, Integer::sum));
        flagged += flags.isEmpty() ? 0 : 1;
        if (!rule.drops(flags)) {
          clean.add(i);
        }
      }
      boolean drop = clean.isEmpty() || fork.size() - clean.size() >= DROPS_FORK;
      iterations += fork.size();
      left += drop ? 0 : clean.size();
      droppedForks += drop ? 1 : 0;
      kept.add(drop ? List.of() : clean);
    }
    return new Filtered(kept, iterations, flagged, iterations - left, droppedForks, causes);
  }
}
