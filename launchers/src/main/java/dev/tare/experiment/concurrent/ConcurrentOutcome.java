package dev.tare.experiment.concurrent;

import dev.tare.experiment.Samples;
import dev.tare.launch.Limits;
import dev.tare.result.Metrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Describes what is known of participants beyond their scores.
 *
 * @param overlap see {@link dev.tare.experiment.BackgroundLoads#overlap}
 * @param loaded the host while all of them measured; absent where they never did
 * @param pool the memory that they shared; absent where that was the host's
 * @param limits by role, read back from outside
 * @param cpus by role, CPU time of its control group per wall time, all of them in the same 70 % of
 *     the measurement; without those whose group cannot be seen
 * @param emulated whether a machine among them is emulated
 * @param failures a line for each participant that gave nothing
 * @param failed whether one of them did so for another reason than that there was no memory left,
 *     which is an answer
 * @param atCeiling whether so many are too many: the host had too little memory left, or one could
 *     not be made or started, for which nothing tells another reason
 */
public record ConcurrentOutcome(
    OptionalDouble overlap,
    Optional<HostReading> loaded,
    Optional<PoolOutcome> pool,
    Map<String, Limits> limits,
    Map<String, Double> cpus,
    boolean emulated,
    List<String> failures,
    boolean failed,
    boolean atCeiling)
    implements Together {
  public ConcurrentOutcome {
    limits = Map.copyOf(limits);
    cpus = Map.copyOf(cpus);
    failures = List.copyOf(failures);
  }

  @Override
  public ConcurrentOutcome together() {
    return this;
  }

  @Override
  public boolean measured() {
    return loaded.isPresent();
  }

  /**
   * Tells whether they measured, and nobody failed or was ended for the host's sake; whom their
   * pool killed is an answer.
   */
  @Override
  public boolean counts() {
    return measured() && !failed && !atCeiling;
  }

  /**
   * Tells whether everybody gave something and nobody was killed: those who are left otherwise have
   * more than was promised.
   */
  public boolean isWhole() {
    return counts() && pool.map(PoolOutcome::killed).orElse(0) == 0;
  }

  /** Adds what the pool went through, where there was one; who was killed is told in any case. */
  public void samplePool(Samples samples) throws IOException {
    if (pool.isPresent()) {
      samples.add(Metrics.POOL_KILLS, pool.get().killed());
    }
    if (pool.isPresent() && counts()) {
      samples.add(Metrics.RECLAIMED, pool.get().reclaimed());
    }
  }

  /** They were there, and did nothing. */
  static ConcurrentOutcome idle(HostReading with, boolean emulated) {
    return unscored(Optional.of(with), Optional.empty(), emulated, List.of(), false, false);
  }

  /** Says that nobody measured, for that reason. */
  static ConcurrentOutcome nothing(String why, boolean failed, boolean atCeiling) {
    return unscored(Optional.empty(), Optional.empty(), false, List.of(why), failed, atCeiling);
  }

  /** All of them were killed for the pool's memory, before they measured. */
  static ConcurrentOutcome killed(Optional<PoolOutcome> pool, Optional<String> line) {
    return unscored(Optional.empty(), pool, false, line.stream().toList(), false, false);
  }

  private static ConcurrentOutcome unscored(
      Optional<HostReading> loaded,
      Optional<PoolOutcome> pool,
      boolean emulated,
      List<String> failures,
      boolean failed,
      boolean atCeiling) {
    return new ConcurrentOutcome(
        OptionalDouble.empty(),
        loaded,
        pool,
        Map.of(),
        Map.of(),
        emulated,
        failures,
        failed,
        atCeiling);
  }
}
