package dev.tare.bench.app;

import dev.tare.bench.capture.NeedsPack;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import dev.tare.result.Metrics;
import dev.tare.result.ServiceMetrics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many requests does a memcached answer, and how fast?
 *
 * <p>Facebook's ETC pool (Atikoglu et al. 2012): its lengths of keys and values, thirty reads to an
 * update, and in an open loop its gaps between requests; the load of Enberg 2016, chapter 6. A
 * request is small, and so is the server's own work: what a layer adds to the path of a packet and
 * to a system call shows. Expect a container on the host's network to be as fast as the host, a
 * bridge to cost some percent, and a guest a third or more. It says nothing of a server with
 * several threads: this one has one, and so has the client.
 *
 * <p>{@code java -jar target/benchmarks.jar app.Memcached}, with the pack beside the jar or a
 * memcached on the path, or against one elsewhere {@code -p host=10.0.0.2 -p port=11211}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Threads(1)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@NeedsPack("memcached")
public class Memcached {
  private static final int BATCH = 32;
  private static final double NS_PER_SECOND = 1e9;

  /** What late requests are held against: the percentiles that are told. */
  private static final Map<Double, String> QUANTILES =
      Map.of(.5, "late.500", .9, "late.900", .99, "late.990", .999, "late.999");

  /** {@code etc}: thirty reads to an update; or one kind alone. */
  @Param("etc")
  @Takes("etc|reads|updates")
  public String mix;

  /** At once, each with one request out at a time, 1 to 256. */
  @Param("8")
  public int connections;

  /**
   * Requests per second of all connections together; 0: closed loop, each connection asks when it
   * is answered. From 1: open loop, a request is measured from when it was meant to start, also
   * where no connection was free then.
   */
  @Param("0")
  public long rate;

  /** How many keys there are, each set once beforehand. */
  @Param("20000")
  public int keys;

  /** Bytes of a key, at most 250; 0: as ETC has them. */
  @Param("0")
  public int keyBytes;

  /** Bytes of a value; 0: as ETC has them. */
  @Param("0")
  public int valueBytes;

  private Probe probe;
  private Timed timer;
  private long cpuNs;
  private long misses;

  /** Connects and sets every key. */
  @Setup
  public void open(MemcachedServer server) {
    Map<String, Object> config = server.config();
    config.putAll(
        Map.of(
            "mix", mix,
            "connections", connections,
            "rate", rate,
            "keys", keys,
            "keyBytes", keyBytes,
            "valueBytes", valueBytes));
    probe = Probe.open("memcached", config);
  }

  /** Before each iteration: what has been used up to now is not the iteration's. */
  @Setup(Level.Iteration)
  public void begin() {
    cpuNs = probe.counter("clientCpuNs");
    probe.counter("late.reset");
  }

  /** A batch of requests, whose answers are checked. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long request(Timed timed) {
    timer = timed;
    return timed.batch(probe, BATCH);
  }

  /** After each iteration: what the client took, and how late it was. */
  @TearDown(Level.Iteration)
  public void report() {
    timer.rate(Metrics.CLIENT_CPU, (probe.counter("clientCpuNs") - cpuNs) / NS_PER_SECOND);
    long missed = probe.counter("misses");
    timer.count(ServiceMetrics.MISSES, missed - misses);
    misses = missed;
    if (rate > 0) {
      QUANTILES.forEach((quantile, name) -> timer.late(quantile, probe.counter(name)));
      timer.count(ServiceMetrics.LATE, probe.counter("late.990"));
    }
  }

  /** Ends the connections. */
  @TearDown
  public void close() {
    if (probe != null) {
      probe.close();
    }
  }
}
