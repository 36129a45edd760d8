package dev.tare.bench.app;

import dev.tare.bench.capture.NeedsPack;
import dev.tare.bench.capture.ProbeBenchmark;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.LoadedLibrary;
import dev.tare.probe.Probe;
import dev.tare.result.Metrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * How fast does this place compute with all that its processor has?
 *
 * <p>One dense system of linear equations, solved by OpenBLAS (Vaucher 2015, Table II): vectors and
 * fused operations, and blocks that fit the caches. It enters the kernel for nothing, so expect
 * containers and guests as fast as the host; where a guest is slower, its processor lacks what the
 * host's has, its threads are moved, or its pages are small.
 *
 * <p>OpenBLAS has other code for each kind of processor, and a guest may be shown another kind: the
 * kind is pinned ({@code OPENBLAS_CORETYPE}), the same for all, and read back. Each solution is
 * checked by HPL's scaled residual, untimed. {@code flops} counts 2/3 n^3 + 2 n^2 operations.
 *
 * <p>{@code java -jar target/benchmarks.jar matrix --benchmarks app.Linpack}
 */
@NeedsPack("openblas")
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Linpack extends ProbeBenchmark {
  /** Takes milliseconds: one system a batch. */
  private static final int BATCH = 1;

  private static final long SEED = 1979;
  private static final List<String> LOADED_FIRST =
      List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5");

  /** Is the order of the system: so many equations. */
  @Param("2000")
  @Takes(value = "[1-9]\\d{0,4}", like = "a whole number from 1 to 40000")
  public int order;

  /** Counts OpenBLAS's threads. */
  @Param("1")
  @Takes(value = "[1-9]\\d{0,2}", like = "a whole number from 1")
  public int workers;

  /** Holds what OpenBLAS calls a kind of processor; auto: what this one can do. */
  @Param("auto")
  @Takes(value = "\\w+", like = "auto or one of OpenBLAS's core types, such as Haswell")
  public String core;

  @Override
  protected Probe open() throws IOException {
    String pinned = "auto".equals(core) ? CoreType.ofThisMachine() : core;
    CoreType.check(pinned);
    LoadedLibrary openblas =
        LoadedLibrary.load(
            Software.of("openblas").libraries("libopenblas.so.0", LOADED_FIRST),
            Map.of("OPENBLAS_CORETYPE", pinned, "OPENBLAS_NUM_THREADS", String.valueOf(workers)));
    String used = openblas.text("openblas_get_corename");
    if (!used.equalsIgnoreCase(pinned)) {
      throw new IllegalStateException(
          "OpenBLAS took the core type " + used + ", not " + pinned + ": -p core=" + used);
    }
    System.out.println("# " + openblas.text("openblas_get_config"));
    return Probe.open(
        "linpack", Map.of("dgesv", openblas.address("dgesv_"), "order", order, "seed", SEED));
  }

  /** Measures one system; returns its order. */
  @Benchmark
  public long solve(Timed timed) {
    long n = timed.batch(probe(), BATCH);
    timed.rate(Metrics.FLOPS, (2.0 / 3 * n * n * n + 2.0 * n * n) / 1e9);
    return n;
  }
}
