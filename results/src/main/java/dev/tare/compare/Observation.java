package dev.tare.compare;

import dev.tare.stats.NoiseCause;
import dev.tare.stats.NoiseFilter;
import java.util.List;
import java.util.Set;

/**
 * One series on its own, as the statistics see it.
 *
 * @param kept one summary for each fork that is left, in the series' unit
 * @param all one summary a fork, nothing dropped
 * @param blocks the block of each fork that is left; empty where not all forks have one
 * @param filtered what was flagged and dropped
 * @param restored whether noise left nothing, so that {@code kept} is {@code all}
 * @param flags why each iteration of each fork is flagged; empty sets where it is not
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way into a test; never compared.
public record Observation(
    double[] kept,
    double[] all,
    int[] blocks,
    NoiseFilter.Filtered filtered,
    boolean restored,
    List<List<Set<NoiseCause>>> flags) {}
