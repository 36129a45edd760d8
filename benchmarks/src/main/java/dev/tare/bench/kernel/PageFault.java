package dev.tare.bench.kernel;

import dev.tare.bench.capture.ProbeBenchmark;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What does the first touch of a page cost?
 *
 * <p>One write to a page of a fresh anonymous mapping: the fault, a free page, its zeroing, and the
 * memory control group's accounting, where a container may show. In a guest the page must in turn
 * be backed by the host the first time: expect the second level of paging here, and a long tail in
 * a guest that has not yet touched its memory. The mapping is replaced between the batches, outside
 * the timed region. It says nothing of pages read from disk.
 *
 * <p>{@code pages=huge} zeroes 2 MiB a touch, on x86-64; where huge pages cannot be had the
 * benchmark fails with the remedy.
 *
 * <p>{@code java -jar target/benchmarks.jar kernel.PageFault -p pages=4k,huge}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PageFault extends ProbeBenchmark {
  /** Holds the pages of one mapping. */
  private static final int BATCH = 64;

  @Param("4k")
  @Takes("4k|huge")
  public String pages;

  @Override
  protected Probe open() {
    return Probe.open("page-fault", Map.of("pages", pages));
  }

  /** A fresh mapping for each invocation; checks that every touch of the last one was a fault. */
  @Setup(Level.Invocation)
  public void renew() {
    probe().batch(0);
  }

  /** One first touch; how many pages were touched. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long touch(Timed timed) {
    return timed.batch(probe(), BATCH);
  }
}
