package dev.tare.bench.app;

import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.Timed;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How much does a program in Java do here?
 *
 * <p>One transaction of a shop on H2, a database in Java, in memory: orders, payments, looks at
 * orders and at the stock, in fixed shares, chosen by a seed. It stands where studies have SPECjbb,
 * which is licensed: code of the JIT compiler, small objects and their collection, chains of
 * pointers. It enters the kernel for nothing but memory: expect containers as fast as the host, and
 * a guest slower by its page tables, the more so the larger the tables are.
 *
 * <p>The first transactions have known sums, and at the end the books have to balance. Each thread
 * of {@code -t} has a shop of its own.
 *
 * <p>{@code java -jar target/benchmarks.jar app.H2}
 */
@State(Scope.Thread)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class H2 {
  /** Takes some 30 us each. */
  private static final int BATCH = 20;

  private static final long SEED = 2016;

  /** Counts the rows of the stock, and as many customers. */
  @Param("20000")
  @Takes(value = "[1-9]\\d{1,5}", like = "a whole number from 10 to 999999")
  public int rows;

  private Shop shop;

  /** Opens the shop, and sees whether it does what it always does first. */
  @Setup
  public void open() throws SQLException {
    Shop.check(SEED);
    shop = new Shop(rows, SEED);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long transaction(Timed timed) throws SQLException {
    long sum = 0;
    long start = System.nanoTime();
    for (int i = 0; i < BATCH; i++) {
      sum += shop.transaction();
      long end = System.nanoTime();
      timed.computed(end - start);
      start = end;
    }
    return sum;
  }

  /** Sees whether the books balance. */
  @TearDown
  public void close() throws SQLException {
    if (shop != null) {
      shop.close();
      shop = null;
    }
  }
}
