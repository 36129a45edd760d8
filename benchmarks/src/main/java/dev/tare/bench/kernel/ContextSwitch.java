package dev.tare.bench.kernel;

import dev.tare.bench.capture.ProbeBenchmark;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * What does it cost to hand the CPU to another thread and get it back?
 *
 * <p>One round trip of a byte over two pipes between two threads of the C library, as {@code perf
 * bench sched pipe -T} does it. With {@code cpus=same} both are pinned to one CPU: four system
 * calls and two context switches, none of which leaves a guest, so expect bare metal's figure in
 * every layer with the same mitigations. With {@code cpus=two} each half wakes an idle CPU: an
 * inter-processor interrupt, which costs a guest an exit. The threads of {@code -t} take different
 * CPUs as far as there are any.
 *
 * <p>{@code java -jar target/benchmarks.jar kernel.ContextSwitch -p cpus=same,two}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContextSwitch extends ProbeBenchmark {
  /** Some 4 us each: waking a thread for its batch takes 50 to 100 us, below 1 % of it. */
  private static final int BATCH = 5000;

  @Param("same")
  @Takes("same|two")
  public String cpus;

  @Override
  protected Probe open() {
    return Probe.open("context-switch", Map.of("cpus", cpus));
  }

  /** Measures one round trip; returns how many bytes came back. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long roundTrip(Timed timed) {
    return timed.batch(probe(), BATCH);
  }
}
