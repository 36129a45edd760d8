package dev.tare.bench.bomb;

import dev.tare.bench.capture.Timed;
import dev.tare.result.Metrics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

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
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class Malloc {
  /** Most bytes held at once, from 1 MiB; to 1 GiB where nothing surrounds it. */
  @Param("268435456")
  public long bytes;

  /** How long one explosion lasts, from 1 to 600 s; to 30 s where nothing surrounds it. */
  @Param("5")
  public int seconds;

  private Neighbour bomb;

  @Setup
  public void open() {
    bomb = Neighbour.open("bomb-malloc", seconds, Map.of("bytes", bytes));
  }

  @TearDown
  public void close() {
    bomb.close();
  }

  /** Memory is taken, touched and given back until the time is over. */
  @Benchmark
  public long explosion(Timed timed) {
    return bomb.explode(timed, Metrics.TOUCHED);
  }
}
