package dev.tare.bench.memory;

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
 * What does a load cost that no prefetcher saw coming?
 *
 * <p>Dependent loads along one random cycle through every cache line of an area: L1, L2, the last
 * level or DRAM by {@code bytes}, and above the reach of the TLB a page walk with each. A guest
 * walks two page tables for one, so nested paging shows at large sizes with 4k pages and nearly
 * vanishes with huge ones; a container shows nothing. It says nothing of bandwidth: that is {@link
 * Stream}.
 *
 * <p>{@code pages=huge} takes transparent huge pages, proved in /proc/self/smaps, or reserved ones;
 * where neither can be had the benchmark fails with the remedy.
 *
 * <p>{@code java -jar target/benchmarks.jar memory.Chase -p
 * bytes=32768,1048576,67108864,1073741824}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Chase extends ProbeBenchmark {
  /** 0.1 ms in L1, some 10 ms in DRAM; the next batch goes on where this one ended. */
  private static final int BATCH = 100_000;

  @Param("67108864")
  public long bytes;

  @Param("4k")
  @Takes("4k|huge")
  public String pages;

  @Override
  protected Probe open() {
    return Probe.open("chase", Map.of("bytes", bytes, "pages", pages));
  }

  /** Measures one load; returns the index of the line where the batch ended. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long load(Timed timed) {
    return timed.compute(probe(), BATCH);
  }
}
