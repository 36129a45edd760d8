package dev.tare.bench.capture;

import dev.tare.probe.Probe;
import java.io.IOException;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark over one native probe: each thread opens its own, and closes it when the fork ends.
 * Five forks of eight seconds, where the command line says nothing else: forks are what a verdict
 * counts, and native code needs little warm-up.
 */
@State(Scope.Thread)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class ProbeBenchmark {
  private Probe probe;

  /** Opens the probe with this benchmark's parameters. */
  protected abstract Probe open() throws IOException;

  /** Runs before the first iteration of a fork. */
  @Setup
  public final void openProbe() throws IOException {
    probe = open();
  }

  /** After the last iteration of a fork, and when the fork fails. */
  @TearDown
  public final void closeProbe() {
    if (probe != null) {
      closing(probe);
      probe.close();
      probe = null;
    }
  }

  /** Returns the thread's probe. */
  public final Probe probe() {
    return probe;
  }

  /** A last look at the probe before it is closed: a check of what it did. */
  protected void closing(Probe last) {}
}
