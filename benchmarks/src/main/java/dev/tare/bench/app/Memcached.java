package dev.tare.bench.app;

import dev.tare.bench.capture.NeedsPack;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import dev.tare.result.ServiceMetrics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

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
@NeedsPack("memcached")
public class Memcached extends ServerLoad {
  /** {@code etc}: thirty reads to an update; or one kind alone. */
  @Param("etc")
  @Takes("etc|reads|updates")
  public String mix;

  /** Says how many keys there are, each set once beforehand. */
  @Param("20000")
  public int keys;

  /** Bytes of a key, at most 250; 0: as ETC has them. */
  @Param("0")
  public int keyBytes;

  /** Bytes of a value; 0: as ETC has them. */
  @Param("0")
  public int valueBytes;

  private long misses;

  /** Connects and sets every key. */
  @Setup
  public void open(MemcachedServer server) {
    connect(
        "memcached",
        server,
        Map.of("mix", mix, "keys", keys, "keyBytes", keyBytes, "valueBytes", valueBytes));
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long request(Timed timed) {
    return requests(timed);
  }

  @Override
  void report(Timed timed, Probe measured) {
    long missed = measured.counter("misses");
    timed.count(ServiceMetrics.MISSES, missed - misses);
    misses = missed;
  }
}
