package dev.tare.bench.cpu;

import dev.tare.bench.capture.ProbeBenchmark;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * How fast does this place compute, with nothing but a core?
 *
 * <p>Counts the primes up to a limit by trial division with 64-bit integers, one event of {@code
 * sysbench cpu} (Dhar 2016, ch. 4.5.1). It touches no memory and makes no system call, so a layer
 * shows only by the CPU time that it takes away: expect containers and KVM within 1 % of bare
 * metal, and a throttled or overcommitted CPU at once. It says nothing of memory or I/O.
 *
 * <p>{@code java -jar target/benchmarks.jar cpu.Prime}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Prime extends ProbeBenchmark {
  /** Takes about 1 ms an event: one a batch. */
  private static final int BATCH = 1;

  /**
   * The system property of a fork that does so many percent more work, and says nothing of it: what
   * a gate is tried with. The benchmark and its parameters are the same.
   */
  public static final String EXTRA_WORK = "tare.extraWork";

  @Param("30000")
  public long limit;

  @Override
  protected Probe open() {
    return Probe.open("prime", Map.of("limit", limit, "extra", Integer.getInteger(EXTRA_WORK, 0)));
  }

  /** Measures one event: 3245 primes up to 30000. */
  @Benchmark
  public long events(Timed timed) {
    long primes = timed.compute(probe(), BATCH);
    if (limit == 30000 && primes != 3245) {
      throw new IllegalStateException("3245 primes up to 30000, not " + primes);
    }
    return primes;
  }
}
