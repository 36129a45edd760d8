package dev.tare.bench.bomb;

import dev.tare.bench.capture.Timed;
import dev.tare.result.Metric;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

/** A benchmark that goes off: one operation is one explosion, hence a single shot. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public abstract class Bomb {
  /** Says how long one explosion lasts, from 1 to 600 s; to 30 s where nothing surrounds it. */
  @Param("5")
  public int seconds;

  private Neighbour neighbour;

  /** The probe that is the bomb. */
  abstract String probe();

  /** Returns what bounds it besides its time, by the probe's keys. */
  abstract Map<String, ?> limits();

  /** One invocation of the benchmark; how much of its work the bomb did. */
  final long explode(Timed timed, Metric done) {
    return neighbour.explode(timed, done);
  }

  /** Runs before the first iteration of a fork. */
  @Setup
  public final void open() {
    neighbour = Neighbour.open(probe(), seconds, limits());
  }

  /** After the last iteration of a fork. */
  @TearDown
  public final void close() {
    if (neighbour != null) {
      neighbour.close();
    }
  }
}
