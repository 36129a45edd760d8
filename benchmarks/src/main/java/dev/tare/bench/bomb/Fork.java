package dev.tare.bench.bomb;

import dev.tare.bench.capture.Timed;
import dev.tare.result.Metrics;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What does a neighbour do to others that fills the process table?
 *
 * <p>Every process keeps two children that do the same, until there are as many as allowed; then
 * those that may not fork end, and their parents fork again. So the table stays full, and fork,
 * exit and wait keep all CPUs busy (Chaufournier 2016, 4.2: the fork bomb that no container of his
 * survived without a pids limit). A layer that limits processes and shares CPU fairly leaves a
 * victim its share; one that does not leaves it none.
 *
 * <p>One operation is one explosion, hence a single shot: its time is the time that was asked for,
 * and says only that the bomb ended. What it did is the secondary metric {@code bomb.spawned}, per
 * second; what the limits around it refused is {@code bomb.refused}.
 *
 * <p>{@code java -Dtare.allowBareBombs=true -jar target/benchmarks.jar bomb.Fork} (without the
 * property inside an environment with limits)
 */
public class Fork extends Bomb {
  /**
   * Is how many processes are alive at once at most, from 1 to 100,000; to 1,000 where nothing
   * surrounds it.
   */
  @Param("200")
  public int processes;

  @Override
  String probe() {
    return "bomb-fork";
  }

  @Override
  Map<String, ?> limits() {
    return Map.of("processes", processes);
  }

  /** Processes come and go until the time is over. */
  @Benchmark
  public long explosion(Timed timed) {
    return explode(timed, Metrics.SPAWNED);
  }
}
