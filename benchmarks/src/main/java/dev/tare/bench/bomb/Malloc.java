package dev.tare.bench.bomb;

import dev.tare.bench.capture.Timed;
import dev.tare.result.Metrics;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What does a neighbour do to others that takes all the memory it can get?
 *
 * <p>Allocates 1 MiB at a time and writes to each page, no two of them alike, until it has as much
 * as allowed; gives all back and starts again. Where a memory limit is lower than that, the OOM
 * killer ends it, and another follows ({@code bomb.killed}). A victim beside it shows what reclaim,
 * compaction and memory bandwidth cost those who kept within their limits (Chaufournier 2016, 4.2).
 *
 * <p>One operation is one explosion, hence a single shot: its time is the time that was asked for,
 * and says only that the bomb ended. What it did is the secondary metric {@code bomb.touched}, per
 * second; what the limits around it refused is {@code bomb.refused}.
 *
 * <p>{@code java -Dtare.allowBareBombs=true -jar target/benchmarks.jar bomb.Malloc} (without the
 * property inside an environment with limits)
 */
public class Malloc extends Bomb {
  /**
   * Is how many bytes are held at once at most, from 1 MiB; to 1 GiB where nothing surrounds it.
   */
  @Param("268435456")
  public long bytes;

  @Override
  String probe() {
    return "bomb-malloc";
  }

  @Override
  Map<String, ?> limits() {
    return Map.of("bytes", bytes);
  }

  /** Memory is taken, touched and given back until the time is over. */
  @Benchmark
  public long explosion(Timed timed) {
    return explode(timed, Metrics.TOUCHED);
  }
}
