package dev.tare.bench.app;

import dev.tare.bench.capture.NeedsPack;
import dev.tare.bench.capture.TakesAbout;
import dev.tare.bench.capture.Timed;
import dev.tare.result.OperationMetrics;
import dev.tare.result.ServiceMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.infra.ThreadParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * How many requests does a redis answer, and how fast?
 *
 * <p>YCSB's core workloads by YCSB's own code (Cooper et al. 2010): ten fields of 100 bytes a
 * record, chosen by Zipf's law; {@code a} reads and updates in equal parts, {@code b} updates once
 * in twenty, {@code c} reads alone, {@code f} reads, changes and writes back every second time. It
 * is the load of Chaufournier 2016, Fig. 3b. As in YCSB each connection has a thread, so that its
 * number is JMH's {@code -t}, and one request out at a time. Expect what {@link Memcached} shows,
 * diluted by a kilobyte a read and by the client's threads, which take turns on its CPU.
 *
 * <p>The score and the percentiles are of transactions; in an open loop they count from when each
 * was meant to start (YCSB's intended latency). Beside them stand what an insert of the load, a
 * read and an update took from when it was sent (YCSB's actual latency).
 *
 * <p>{@code java -jar target/benchmarks.jar app.Redis -t 8}, with the pack beside the jar or a
 * redis-server on the path, or against one elsewhere {@code -p host=10.0.0.2 -p port=6379}, whose
 * keys {@code user...} it overwrites
 */
@TakesAbout(preparing = 3)
@TakesAbout(where = "records=1000", preparing = 1)
@TakesAbout(where = "records=100000", preparing = 20)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(8)
@NeedsPack("redis")
public class Redis extends PacedLoad {
  private final List<Long> inserts = new ArrayList<>();
  private RedisStore store;
  private RedisDb database;
  private Timed timer;

  /** Connects, and loads its part of the records. */
  @Setup
  public void open(RedisStore shared, ThreadParams thread) throws IOException {
    store = shared;
    database = new RedisDb(store.host, store.port, this::took);
    store.load(database);
    Map<String, Object> config =
        Map.of(
            "cpus",
            store.cpus,
            "rate",
            rate,
            "thread",
            thread.getThreadIndex(),
            "threads",
            thread.getThreadCount());
    open("pace", config);
  }

  private void took(OperationMetrics kind, long ns) {
    if (timer != null) {
      timer.kind(kind, ns);
    } else if (kind == ServiceMetrics.LOAD) {
      inserts.add(ns);
    }
  }

  /** Tells with the first iteration that counts how long each insert of the load took. */
  @Setup(Level.Iteration)
  public void told(Timed timed, IterationParams iteration) {
    timer = timed;
    if (iteration.getType() == IterationType.MEASUREMENT) {
      inserts.forEach(ns -> timed.kind(ServiceMetrics.LOAD, ns));
      inserts.clear();
    }
  }

  /** Measures one transaction. */
  @Benchmark
  public boolean request(Timed timed) {
    long entered = System.nanoTime();
    long due = probe(timed).batch(1);
    boolean done = store.core().doTransaction(database, null);
    long end = System.nanoTime();
    timed.operation(end - due, end - entered);
    return done;
  }

  @TearDown
  public void disconnect() throws IOException {
    if (database != null) {
      database.close();
    }
  }
}
